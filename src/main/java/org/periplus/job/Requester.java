package org.periplus.job;

import java.util.Optional;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.Account;

/**
 * Who asks for a job. Immutable.
 *
 * @param account empty for somebody who does not say who they are
 * @param guest whether they do not belong to the tenant: what is its members' is not theirs
 * @param token with which they ask
 */
public record Requester(Optional<Account> account, boolean guest, Optional<AccessToken> token) {

  /** A member of the tenant of whom nothing is known, for programs with one user. */
  public static final Requester UNKNOWN = new Requester(Optional.empty(), false, Optional.empty());
}
