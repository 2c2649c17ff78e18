package org.periplus.security.identity.oidc;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which claims of a token give which role, separated by commas: {@code group:x}, {@code role:y},
 * {@code scope:z}, a claim of any other name and its value, or {@code *} for every token that is
 * taken.
 */
@Dependent
public record RolesConfiguration(
    @ConfigProperty(name = PREFIX + "reader", defaultValue = "role:periplus-reader")
        Optional<String> reader,
    @ConfigProperty(name = PREFIX + "executor", defaultValue = "role:periplus-executor")
        Optional<String> executor,
    @ConfigProperty(name = PREFIX + "deployer", defaultValue = "role:periplus-deployer")
        Optional<String> deployer,
    @ConfigProperty(name = PREFIX + "operator", defaultValue = "role:periplus-operator")
        Optional<String> operator) {

  static final String PREFIX = "periplus.security.roles.";

  @Inject
  public RolesConfiguration {}

  /** The defaults. */
  public static RolesConfiguration defaults() {
    return new RolesConfiguration(
        Optional.of("role:periplus-reader"),
        Optional.of("role:periplus-executor"),
        Optional.of("role:periplus-deployer"),
        Optional.of("role:periplus-operator"));
  }
}
