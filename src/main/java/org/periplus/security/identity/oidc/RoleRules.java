package org.periplus.security.identity.oidc;

import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.configuration.Entries;
import org.periplus.configuration.Service;
import org.periplus.security.identity.Role;

/** Which role somebody has by what an issuer says of them. Threads share it. */
@Service
public class RoleRules {

  private final Map<Role, List<ClaimRule>> rules = new EnumMap<>(Role.class);

  /**
   * @throws IllegalArgumentException if the configuration has what is no rule
   */
  @Inject
  public RoleRules(RolesConfiguration configuration) {
    add(Role.READER, configuration.reader());
    add(Role.EXECUTOR, configuration.executor());
    add(Role.DEPLOYER, configuration.deployer());
    add(Role.OPERATOR, configuration.operator());
  }

  private void add(Role role, Optional<String> written) {
    try {
      rules.put(role, written.stream().flatMap(Entries::of).map(ClaimRule::of).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          RolesConfiguration.PREFIX + role + ": " + e.getMessage(), e);
    }
  }

  /**
   * A role that somebody has.
   *
   * @param rule by which rule
   */
  record Grant(Role role, String rule) {}

  /** The highest of their roles. */
  Optional<Grant> role(Claims claims) {
    return Stream.of(Role.OPERATOR, Role.DEPLOYER, Role.EXECUTOR, Role.READER)
        .flatMap(
            role ->
                rules.get(role).stream()
                    .filter(rule -> rule.fits(claims))
                    .map(
                        rule ->
                            new Grant(
                                role, RolesConfiguration.PREFIX + role + "=" + rule.written())))
        .findFirst();
  }
}
