package org.periplus.batch.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.periplus.configuration.Entries;
import org.periplus.configuration.NamedKeys;
import org.periplus.container.kubernetes.placement.Placement;
import org.periplus.container.kubernetes.placement.Placements.Pool;

/**
 * Machines of a Kubernetes cluster that packages may ask for by a name: {@code
 * periplus.kubernetes.pools.NAME.*}. Immutable.
 */
@Dependent
public class PoolConfiguration {

  private static final String PREFIX = KubernetesConfiguration.PREFIX + "pools.";

  private static final NamedKeys KEYS =
      new NamedKeys(
          PREFIX,
          List.of(
              "node-selector",
              "tolerations",
              "priority-class",
              "runtime-class",
              "annotations",
              "tenants"));

  /** No names. */
  public static final PoolConfiguration NONE =
      new PoolConfiguration(List.of(), key -> Optional.empty());

  private final Map<String, Pool> pools;

  @Inject
  public PoolConfiguration(Config config) {
    this(config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
  }

  /**
   * @param names the names of all keys; environment variables among them
   * @param values gives the value of a key
   * @throws IllegalArgumentException if one is not described as it should be
   */
  PoolConfiguration(Iterable<String> names, Function<String, Optional<String>> values) {
    Map<String, Pool> all = new TreeMap<>();
    for (String name : KEYS.names(names)) {
      all.put(name, pool(PREFIX + name + ".", values));
    }
    this.pools = Map.copyOf(all);
  }

  private static Pool pool(String prefix, Function<String, Optional<String>> values) {
    return new Pool(
        new Placement(
            Placement.pairs(
                prefix + "node-selector", values.apply(prefix + "node-selector").orElse("")),
            Placement.tolerations(values.apply(prefix + "tolerations").orElse("")),
            values.apply(prefix + "priority-class"),
            values.apply(prefix + "runtime-class"),
            List.of(),
            Placement.pairs(
                prefix + "annotations", values.apply(prefix + "annotations").orElse(""))),
        values.apply(prefix + "tenants").stream()
            .flatMap(Entries::of)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Those that there are, by their names. */
  Map<String, Pool> pools() {
    return pools;
  }
}
