package org.periplus.security.credential;

import java.util.Optional;
import org.periplus.security.identity.Account;

/**
 * Whose a credential is: an account's in a tenant, or the tenant's.
 *
 * @param issuer the identity provider of the account; empty for the tenant
 * @param subject whom the provider means; empty for the tenant
 */
public record CredentialOwner(String tenant, String issuer, String subject) {

  /** The tenant itself: its members use what it has. */
  public static CredentialOwner tenant(String tenant) {
    return new CredentialOwner(tenant, "", "");
  }

  /** An account in a tenant; the tenant where there is none. */
  public static CredentialOwner of(String tenant, Optional<Account> account) {
    return account
        .map(known -> new CredentialOwner(tenant, known.issuer(), known.subject()))
        .orElseGet(() -> tenant(tenant));
  }

  /** Whether this is the tenant. */
  public boolean isTenant() {
    return subject.isEmpty();
  }
}
