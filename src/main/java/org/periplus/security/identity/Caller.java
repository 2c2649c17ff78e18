package org.periplus.security.identity;

import java.util.Optional;

/**
 * Who sent a request, and what they may do. Immutable.
 *
 * @param account who it is; empty for somebody who did not say
 * @param role empty for those who may do nothing but what everybody may
 */
public record Caller(Optional<Account> account, Optional<Role> role) {

  /** Somebody who did not say who they are and may do nothing. */
  public static final Caller NOBODY = anonymous(Optional.empty());

  /**
   * An account of an identity provider.
   *
   * @param issuer the provider
   * @param subject whom the provider means; never given to another one
   * @param name what is shown to people; it may change
   */
  public record Account(String issuer, String subject, String name) {}

  /** Somebody who did not say who they are. */
  public static Caller anonymous(Optional<Role> role) {
    return new Caller(Optional.empty(), role);
  }

  /** Whether they may do what needs the role. */
  public boolean may(Role needed) {
    return role.filter(own -> own.includes(needed)).isPresent();
  }
}
