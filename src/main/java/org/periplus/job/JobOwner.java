package org.periplus.job;

/**
 * Whose a job is: an account of an identity provider.
 *
 * @param issuer the provider
 * @param subject whom the provider means
 * @param name what is shown to people
 */
public record JobOwner(String issuer, String subject, String name) {

  /** Whether it is the same account; its name may have changed. */
  public boolean is(JobOwner other) {
    return subject.equals(other.subject) && issuer.equals(other.issuer);
  }
}
