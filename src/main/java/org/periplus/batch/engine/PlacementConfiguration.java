package org.periplus.batch.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.Entries;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.kubernetes.placement.Placement;

/**
 * Where in a Kubernetes cluster the pods of a tenant go; each a list with commas, or a name.
 *
 * @param nodeSelector {@code LABEL=VALUE}
 * @param tolerations {@code TAINT=VALUE:EFFECT} or {@code TAINT:EFFECT}
 * @param priorityClass its name
 * @param runtimeClass its name
 * @param pullSecrets names of secrets
 * @param annotations {@code NAME=VALUE}
 */
@Dependent
public record PlacementConfiguration(
    @ByTenant @ConfigProperty(name = NODE_SELECTOR) Optional<String> nodeSelector,
    @ByTenant @ConfigProperty(name = TOLERATIONS) Optional<String> tolerations,
    @ByTenant @ConfigProperty(name = PRIORITY_CLASS) Optional<String> priorityClass,
    @ByTenant @ConfigProperty(name = RUNTIME_CLASS) Optional<String> runtimeClass,
    @ByTenant @ConfigProperty(name = PULL_SECRETS) Optional<String> pullSecrets,
    @ByTenant @ConfigProperty(name = ANNOTATIONS) Optional<String> annotations) {

  private static final String PREFIX = KubernetesConfiguration.PREFIX;
  private static final String NODE_SELECTOR = PREFIX + "node-selector";
  private static final String TOLERATIONS = PREFIX + "tolerations";
  private static final String PRIORITY_CLASS = PREFIX + "priority-class";
  private static final String RUNTIME_CLASS = PREFIX + "runtime-class";
  private static final String PULL_SECRETS = PREFIX + "image-pull-secrets";
  private static final String ANNOTATIONS = PREFIX + "annotations";

  /** Wherever the scheduler likes. */
  public static final PlacementConfiguration NONE =
      new PlacementConfiguration(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Inject
  public PlacementConfiguration {}

  /** That of a tenant, which may have some of its own. */
  Placement of(String tenant, TenantKeys tenants) {
    return new Placement(
        Placement.pairs(
            NODE_SELECTOR, own(tenant, tenants, NODE_SELECTOR, nodeSelector).orElse("")),
        Placement.tolerations(own(tenant, tenants, TOLERATIONS, tolerations).orElse("")),
        own(tenant, tenants, PRIORITY_CLASS, priorityClass),
        own(tenant, tenants, RUNTIME_CLASS, runtimeClass),
        Entries.of(own(tenant, tenants, PULL_SECRETS, pullSecrets).orElse("")).toList(),
        Placement.pairs(ANNOTATIONS, own(tenant, tenants, ANNOTATIONS, annotations).orElse("")));
  }

  private static Optional<String> own(
      String tenant, TenantKeys tenants, String key, Optional<String> ofAll) {
    return tenants.find(tenant, key, String.class).or(() -> ofAll);
  }
}
