package org.periplus.security.identity.oidc;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.periplus.configuration.Entries;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.AnonymousUse;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;

/**
 * Which tenants there are, and who belongs to them: those that the configuration names, and those
 * that an issuer says somebody belongs to. Where neither says anything there is the default tenant,
 * or, on a server that is open to anybody, whichever a client names. Threads share it.
 */
@Service
public class TenantRules {

  private final Map<String, List<ClaimRule>> members = new TreeMap<>();
  private final Optional<String> claim;
  private final boolean isOpen;
  private final TenantKeys keys;
  private final boolean guests;

  /**
   * @throws IllegalArgumentException if the configuration has what is no name or no rule
   */
  @Inject
  public TenantRules(
      TenantsConfiguration configuration, TenantKeys keys, IdentityConfiguration identity) {
    this.claim = configuration.claim();
    this.keys = keys;
    this.guests = configuration.guests();
    this.isOpen = identity.anonymous().flatMap(AnonymousUse::role).isPresent();
    Set<String> names = new TreeSet<>(keys.having(TenantsConfiguration.GROUPS));
    configuration.tenants().ifPresent(written -> Entries.of(written).forEach(names::add));
    for (String name : names) {
      if (!CurrentTenant.isName(name)) {
        throw new IllegalArgumentException(
            TenantsConfiguration.TENANTS + ": '" + name + "' is not the name of a tenant.");
      }
      members.put(
          name,
          keys.find(name, TenantsConfiguration.GROUPS, String.class)
              .or(configuration::groups)
              .map(written -> Entries.of(written).map(ClaimRule::ofGroup).toList())
              .orElse(List.of()));
    }
  }

  /** The tenants of somebody who did not say who they are. */
  public Memberships ofAnonymous(Optional<Role> role) {
    if (role.isEmpty()) {
      return Memberships.NONE;
    }
    return saysNothing() ? Memberships.ANY : existing();
  }

  /** The tenants of somebody of whom an issuer says something. */
  Memberships of(Claims claims, Optional<Role> role) {
    if (saysNothing()) {
      return isOpen ? Memberships.ANY : existing();
    }
    if (role.equals(Optional.of(Role.OPERATOR)) && !members.isEmpty()) {
      return existing();
    }
    Set<String> found = new TreeSet<>();
    claim.stream()
        .flatMap(claims::values)
        .map(value -> value.replaceFirst("^/", ""))
        .filter(CurrentTenant::isName)
        .filter(name -> members.isEmpty() || members.containsKey(name))
        .forEach(found::add);
    members.forEach(
        (name, rules) -> {
          if (rules.stream().anyMatch(rule -> rule.fits(claims))) {
            found.add(name);
          }
        });
    return Memberships.of(found);
  }

  /**
   * Whether those who do not belong to a tenant may use what is public in it. One that nobody names
   * has none, so that nobody learns by it which there are.
   */
  public boolean hasGuests(String tenant) {
    return keys.find(tenant, TenantsConfiguration.GUESTS, Boolean.class)
        .orElse(guests && members.containsKey(tenant));
  }

  /** Whether there may be such a tenant, as far as anybody can tell. */
  public boolean mayExist(String tenant) {
    if (saysNothing()) {
      return isOpen || tenant.equals(CurrentTenant.DEFAULT);
    }
    return members.isEmpty() || members.containsKey(tenant);
  }

  private boolean saysNothing() {
    return members.isEmpty() && claim.isEmpty();
  }

  private Memberships existing() {
    return Memberships.of(members.isEmpty() ? Set.of(CurrentTenant.DEFAULT) : members.keySet());
  }
}
