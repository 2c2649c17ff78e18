package org.periplus.job;

import java.util.Optional;
import org.periplus.security.identity.Account;

/**
 * Whose a job is, and what it may do in their name. Immutable.
 *
 * @param account empty for nobody's
 * @param guest whether the owner did not belong to the tenant when the job was made
 * @param delegation by which tokens of theirs can be had while it is open, encrypted
 */
public record Ownership(Optional<Account> account, boolean guest, Optional<String> delegation) {

  /** Nobody's. */
  public static final Ownership NONE = of(Optional.empty());

  /** A member's, in whose name nothing is done. */
  public static Ownership of(Optional<Account> account) {
    return new Ownership(account, false, Optional.empty());
  }
}
