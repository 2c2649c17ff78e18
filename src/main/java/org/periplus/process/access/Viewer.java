package org.periplus.process.access;

import java.util.Collections;
import java.util.Optional;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Role;

/**
 * Somebody who looks at the processes of a tenant. Immutable.
 *
 * @param isMember whether they belong to the tenant; others are its guests
 * @param changesOthers whether the tenant lets its deployers replace and undeploy what others have
 *     deployed
 */
public record Viewer(Caller caller, boolean isMember, boolean changesOthers) {

  /** Who that is, when they said so. */
  public Optional<Account> account() {
    return caller.account();
  }

  /** Whether they see everything. */
  public boolean isOperator() {
    return isMember && caller.may(Role.OPERATOR);
  }

  public boolean sees(ProcessAccess access) {
    return isOperator()
        || owns(access)
        || switch (access.sharing().visibility()) {
          case PUBLIC -> true;
          case TENANT -> isMember;
          case PRIVATE ->
              isMember && !Collections.disjoint(access.sharing().groups(), caller.groups());
        };
  }

  /** Whether they may read what was deployed. */
  public boolean readsPackage(ProcessAccess access) {
    return sees(access) && (!access.sharing().runOnly() || owns(access) || isOperator());
  }

  /** Whether they may say with whom it is shared. */
  public boolean shares(ProcessAccess access) {
    return isOperator() || owns(access);
  }

  /** Whether they may replace and undeploy it. */
  public boolean changes(ProcessAccess access) {
    return isMember
        && sees(access)
        && (shares(access) || access.owner().isEmpty() || changesOthers);
  }

  /** Whether they may change what nobody may: operators who say who they are. */
  public boolean changesImmutable() {
    return isOperator() && account().isPresent();
  }

  private boolean owns(ProcessAccess access) {
    return isMember && access.owner().flatMap(owner -> account().filter(owner::is)).isPresent();
  }
}
