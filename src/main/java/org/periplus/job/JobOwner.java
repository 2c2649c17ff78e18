package org.periplus.job;

import java.util.Optional;
import org.periplus.security.credential.CredentialOwner;

/**
 * Whose a job is: an account of an identity provider.
 *
 * @param issuer the provider
 * @param subject whom the provider means
 * @param name what is shown to people
 */
public record JobOwner(String issuer, String subject, String name) {

  /** Whose named secrets count for a job: nobody's jobs use those of the tenant. */
  public static CredentialOwner credentials(String tenant, Optional<JobOwner> owner) {
    return owner
        .map(account -> new CredentialOwner(tenant, account.issuer(), account.subject()))
        .orElseGet(() -> CredentialOwner.tenant(tenant));
  }

  /** Whether it is the same account; its name may have changed. */
  public boolean is(JobOwner other) {
    return subject.equals(other.subject) && issuer.equals(other.issuer);
  }
}
