package org.periplus.security.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.security.identity.Role;

class RoleRulesTest {

  private static RoleRules deployers(String written) {
    return new RoleRules(
        new RolesConfiguration(
            Optional.empty(), Optional.empty(), Optional.of(written), Optional.empty()));
  }

  private static boolean fits(String rule, Map<String, Object> claims) {
    return deployers(rule).role(new Claims(claims)).map(RoleRules.Grant::role).isPresent();
  }

  @Test
  void findClaimsWhereIssuersKeepThem() {
    assertThat(fits("group:eo-dev", Map.of("groups", List.of("x", "eo-dev")))).isTrue();
    assertThat(fits("group:eo-dev", Map.of("groups", List.of("/eo-dev")))).isTrue();
    assertThat(fits("role:dev", Map.of("realm_access", Map.of("roles", List.of("dev"))))).isTrue();
    assertThat(fits("role:dev", Map.of("roles", List.of("dev")))).isTrue();
    assertThat(fits("scope:deploy", Map.of("scope", "openid deploy"))).isTrue();
    assertThat(fits("scope:deploy", Map.of("scp", List.of("deploy")))).isTrue();
    assertThat(
            fits(
                "resource_access.eo.roles:dev",
                Map.of("resource_access", Map.of("eo", Map.of("roles", List.of("dev"))))))
        .isTrue();
    assertThat(
            fits(
                "https://eo.example.org/roles:dev",
                Map.of("https://eo.example.org/roles", List.of("dev"))))
        .isTrue();
    assertThat(fits("group:urn:eo:dev", Map.of("groups", List.of("urn:eo:dev")))).isTrue();
    assertThat(fits("group:a, group:b", Map.of("groups", List.of("b")))).isTrue();
    assertThat(fits("*", Map.of())).isTrue();
  }

  @Test
  void giveNothingForWhatOnlyLooksAlike() {
    assertThat(fits("group:eo-dev", Map.of("groups", List.of("eo-dev-guests", "EO-DEV"))))
        .isFalse();
    assertThat(fits("group:eo-dev", Map.of("groups", List.of("/other/eo-dev")))).isFalse();
    assertThat(fits("group:eo-dev", Map.of("roles", List.of("eo-dev")))).isFalse();
    assertThat(fits("group:1", Map.of("groups", List.of(1)))).isFalse();
    assertThat(fits("role:dev", Map.of("realm_access", "roles"))).isFalse();
    assertThat(fits("role:dev", Map.of("realm_access", Map.of("roles", Map.of("dev", true)))))
        .isFalse();
    assertThat(fits("group:*", Map.of("groups", List.of("x")))).isFalse();
  }

  @Test
  void giveTheHighestRole() {
    RoleRules rules = new RoleRules(RolesConfiguration.defaults());
    assertThat(
            rules.role(
                new Claims(Map.of("roles", List.of("periplus-reader", "periplus-operator")))))
        .contains(
            new RoleRules.Grant(
                Role.OPERATOR, "periplus.security.roles.operator=role:periplus-operator"));
    assertThat(rules.role(new Claims(Map.of()))).isEmpty();
  }

  @Test
  void thatAreNoneAreNamed() {
    assertThatThrownBy(() -> deployers("group:a, eo-dev"))
        .hasMessageContaining("periplus.security.roles.deployer: 'eo-dev' is no rule");
  }
}
