package org.periplus.security.identity;

import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request, and what they may do. Immutable.
 *
 * @param account who it is; empty for somebody who did not say
 * @param role empty for those who may do nothing but what everybody may
 * @param rule why they have the role, or have none, in the words of the configuration
 * @param tenants for whom they may ask
 * @param groups the groups that the provider says they are in
 */
public record Caller(
    Optional<Account> account,
    Optional<Role> role,
    String rule,
    Memberships tenants,
    Set<String> groups) {

  /** Somebody who did not say who they are and may do nothing. */
  public static final Caller NOBODY =
      anonymous(Optional.empty(), "Who does not say who they are may do nothing.");

  public Caller {
    groups = Set.copyOf(groups);
  }

  /** Somebody of no group. */
  public Caller(Optional<Account> account, Optional<Role> role, String rule, Memberships tenants) {
    this(account, role, rule, tenants, Set.of());
  }

  /** Somebody who did not say who they are; of no tenant yet. */
  public static Caller anonymous(Optional<Role> role, String rule) {
    return new Caller(Optional.empty(), role, rule, Memberships.NONE);
  }

  /** The same, for other tenants. */
  public Caller in(Memberships newTenants) {
    return new Caller(account, role, rule, newTenants, groups);
  }

  /** What they are in a tenant to which they do not belong: an executor at most. */
  public Caller asGuestOf(String tenant) {
    return new Caller(
        account,
        role.map(own -> own.includes(Role.EXECUTOR) ? Role.EXECUTOR : own),
        rule,
        Memberships.of(Set.of(tenant)),
        Set.of());
  }

  /** Whether they may do what needs the role. */
  public boolean may(Role needed) {
    return role.filter(own -> own.includes(needed)).isPresent();
  }
}
