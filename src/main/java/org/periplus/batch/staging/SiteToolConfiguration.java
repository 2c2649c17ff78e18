package org.periplus.batch.staging;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.Entries;
import org.periplus.configuration.TenantKeys;

/**
 * A site's own tools for bringing inputs in and results out.
 *
 * @param stageIn the CWL document of the tools that fetch references; without it the server does
 * @param stageInValues the input object, in YAML or JSON, with the values of the tools' other
 *     inputs
 * @param stageOut the CWL document of the tools that are given the results
 * @param stageOutValues as {@code stageInValues}
 * @param schemes the schemes, besides those that all outputs may have, of what is published
 *     elsewhere, separated by commas (Payara injects no optional lists)
 */
@Dependent
public record SiteToolConfiguration(
    @ByTenant @ConfigProperty(name = IN) Optional<Path> stageIn,
    @ByTenant @ConfigProperty(name = IN + VALUES) Optional<Path> stageInValues,
    @ByTenant @ConfigProperty(name = OUT) Optional<Path> stageOut,
    @ByTenant @ConfigProperty(name = OUT + VALUES) Optional<Path> stageOutValues,
    @ConfigProperty(name = "periplus.staging.out.schemes") Optional<String> schemes) {

  /** The key of the stage-in tools. */
  static final String IN = "periplus.staging.in.cwl";

  /** The key of the stage-out tools. */
  static final String OUT = "periplus.staging.out.cwl";

  private static final String VALUES = "-inputs";

  /** The server stages everything itself. */
  public static final SiteToolConfiguration NONE =
      new SiteToolConfiguration(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Inject
  public SiteToolConfiguration {}

  SiteToolConfiguration of(String tenant, TenantKeys keys) {
    return new SiteToolConfiguration(
        path(tenant, keys, IN).or(() -> stageIn),
        path(tenant, keys, IN + VALUES).or(() -> stageInValues),
        path(tenant, keys, OUT).or(() -> stageOut),
        path(tenant, keys, OUT + VALUES).or(() -> stageOutValues),
        schemes);
  }

  Set<String> namedSchemes() {
    return schemes.stream()
        .flatMap(Entries::of)
        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** As text: Payara does not ask a converter of ours whether a key is there at all. */
  private static Optional<Path> path(String tenant, TenantKeys keys, String key) {
    return keys.find(tenant, key, String.class).filter(text -> !text.isBlank()).map(Path::of);
  }
}
