package org.periplus.security.identity;

/**
 * An account of an identity provider. Immutable.
 *
 * @param issuer the provider
 * @param subject whom the provider means; never given to another one
 * @param name what is shown to people; it may change
 */
public record Account(String issuer, String subject, String name) {

  /** Whether it is the same one; its name may have changed. */
  public boolean is(Account other) {
    return subject.equals(other.subject) && issuer.equals(other.issuer);
  }
}
