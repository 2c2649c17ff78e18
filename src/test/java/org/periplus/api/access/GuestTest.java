package org.periplus.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.TenantRules;
import org.periplus.security.identity.oidc.TenantsConfiguration;

class GuestTest {

  private static final TenantRules RULES =
      new TenantRules(
          new TenantsConfiguration(
              Optional.of("acme,other"), Optional.empty(), Optional.empty(), true),
          TenantKeys.NONE,
          new IdentityConfiguration(Optional.empty()));

  private static CurrentCaller asking(String tenant) {
    CurrentCaller caller = new CurrentCaller();
    caller.become(
        new Caller(
            Optional.of(new Account("i", "s", "n")),
            Optional.of(Role.OPERATOR),
            "",
            Memberships.of(Set.of("other")),
            Set.of("eo-dev")));
    CurrentTenant current = new CurrentTenant();
    current.become(tenant);
    new OperationFilter(caller, current, null, RULES, null).asking(Optional.empty());
    return caller;
  }

  /** Whatever asks for the role later must not find the one that they have elsewhere. */
  @Test
  void isAnExecutorForAllThatComesAfterTheCheckToo() {
    Caller guest = asking("acme").get();
    assertThat(guest.may(Role.EXECUTOR)).isTrue();
    assertThat(guest.may(Role.DEPLOYER)).isFalse();
    assertThat(guest.tenants().include("acme")).isFalse();
    assertThat(guest.groups()).isEmpty();
  }

  @Test
  void isNobodyWhoBelongs() {
    assertThat(asking("other").get().may(Role.OPERATOR)).isTrue();
  }
}
