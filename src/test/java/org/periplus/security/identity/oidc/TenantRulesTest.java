package org.periplus.security.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.security.identity.AnonymousUse;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;

class TenantRulesTest {

  private static final Optional<Role> READER = Optional.of(Role.READER);

  private static TenantRules rules(
      String tenants, String groups, String claim, Map<String, ?> own, AnonymousUse use) {
    return rules(tenants, groups, claim, own, use, false);
  }

  private static TenantRules rules(
      String tenants,
      String groups,
      String claim,
      Map<String, ?> own,
      AnonymousUse use,
      boolean guests) {
    return new TenantRules(
        new TenantsConfiguration(
            Optional.ofNullable(tenants),
            Optional.ofNullable(groups),
            Optional.ofNullable(claim),
            guests),
        GivenTenantKeys.of(own),
        new IdentityConfiguration(Optional.ofNullable(use)));
  }

  private static Set<String> tenants(TenantRules rules, Map<String, Object> claims) {
    Memberships found = rules.of(new Claims(claims), READER);
    assertThat(found.any()).isFalse();
    return found.names();
  }

  @Test
  void whereNobodySaysWhichThereAreThereIsTheDefaultOne() {
    TenantRules rules = rules(null, null, null, Map.of(), null);
    assertThat(tenants(rules, Map.of("groups", List.of("acme")))).containsExactly("default");
    assertThat(rules.ofAnonymous(Optional.empty())).isEqualTo(Memberships.NONE);
  }

  @Test
  void orAnyOnAServerThatIsOpenToAnybody() {
    TenantRules rules = rules(null, null, null, Map.of(), AnonymousUse.READ);
    assertThat(rules.ofAnonymous(READER)).isEqualTo(Memberships.ANY);
    assertThat(rules.of(new Claims(Map.of()), READER)).isEqualTo(Memberships.ANY);
  }

  @Test
  void areThoseOfAClaim() {
    TenantRules rules = rules(null, null, "groups", Map.of(), AnonymousUse.READ);
    assertThat(tenants(rules, Map.of("groups", List.of("/acme", "eo-dev", "/a/b", "../x", ""))))
        .containsExactlyInAnyOrder("acme", "eo-dev");
    assertThat(tenants(rules, Map.of())).isEmpty();
    assertThat(rules.ofAnonymous(READER)).isEqualTo(Memberships.of(Set.of("default")));
  }

  @Test
  void areThoseOfTheListForWhomTheirGroupsSayIt() {
    TenantRules rules =
        rules(
            "acme, globex,initech",
            "role:staff",
            "tenant",
            Map.of("periplus.tenants.globex.security.groups", "globex-users, group:partners"),
            null);
    assertThat(tenants(rules, Map.of("groups", List.of("/partners")))).containsExactly("globex");
    assertThat(tenants(rules, Map.of("groups", List.of("globex-users")))).containsExactly("globex");
    assertThat(tenants(rules, Map.of("roles", List.of("staff"))))
        .containsExactlyInAnyOrder("acme", "initech");
    assertThat(tenants(rules, Map.of("tenant", "acme"))).containsExactly("acme");
    assertThat(tenants(rules, Map.of("tenant", "hooli"))).isEmpty();
    assertThat(tenants(rules, Map.of("groups", List.of("acme", "globex")))).isEmpty();
  }

  @Test
  void anOperatorIsOfAllThatThereAre() {
    TenantRules rules = rules("acme,globex", null, null, Map.of(), null);
    assertThat(rules.of(new Claims(Map.of()), Optional.of(Role.OPERATOR)).names())
        .containsExactlyInAnyOrder("acme", "globex");
    assertThat(rules.of(new Claims(Map.of()), Optional.of(Role.DEPLOYER)).names()).isEmpty();
  }

  @Test
  void aTenantWithGroupsOfItsOwnNeedsNotBeInTheList() {
    TenantRules rules =
        rules(null, null, null, Map.of("periplus.tenants.acme.security.groups", "acme"), null);
    assertThat(tenants(rules, Map.of("groups", List.of("acme")))).containsExactly("acme");
    assertThat(tenants(rules, Map.of())).isEmpty();
  }

  @Test
  void haveGuestsWhereSomebodySaysSoOfATenantThatThereIs() {
    assertThat(rules("acme", null, null, Map.of(), null).hasGuests("acme")).isFalse();
    TenantRules all =
        rules(
            "acme,globex",
            null,
            null,
            Map.of("periplus.tenants.globex.security.guests", false),
            null,
            true);
    assertThat(all.hasGuests("acme")).isTrue();
    assertThat(all.hasGuests("globex")).isFalse();
    assertThat(all.hasGuests("nowhere")).isFalse();
    TenantRules one =
        rules(null, null, "tenant", Map.of("periplus.tenants.acme.security.guests", true), null);
    assertThat(one.hasGuests("acme")).isTrue();
    assertThat(one.hasGuests("globex")).isFalse();
  }

  @Test
  void aNameThatIsNoneIsNamed() {
    assertThatThrownBy(() -> rules("acme,../x", null, null, Map.of(), null))
        .hasMessageContaining("periplus.security.tenants: '../x'");
  }
}
