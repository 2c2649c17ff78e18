package org.periplus.batch.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.container.kubernetes.KubernetesSettings;
import org.periplus.container.kubernetes.KubernetesSettings.Patience;
import org.periplus.container.kubernetes.SharedVolumes;
import org.periplus.container.kubernetes.TransferSettings;
import org.periplus.container.kubernetes.placement.Placements;

/**
 * How containers are run in a Kubernetes cluster.
 *
 * @param kubeconfig a file that says how to reach it; without it, what {@code KUBECONFIG} names, or
 *     the service account of the server's own pod
 * @param namespace where pods are made; without it, that of the account or the file
 * @param owner whose pods these are: servers of one database have the same
 * @param volumes which folders of this machine are on volumes of the cluster
 * @param pullPolicy when a node asks the registry for an image
 * @param gpuResource what graphics processors are called in the cluster
 * @param usageParallel how many pods are asked at the same time what they use
 * @param imagePatience how long is waited for an image that does not come, or a container that a
 *     node cannot make
 * @param schedulePatience how long is waited for a node that has room
 * @param nodePatience how long is waited for a node that does not answer, when its pod was deleted
 * @param logPatience how long is waited for the end of a log
 * @param allowUnenforcedNetwork whether tools that ask for no network run where nothing enforces it
 */
@Dependent
public record KubernetesConfiguration(
    @ConfigProperty(name = PREFIX + "kubeconfig") Optional<Path> kubeconfig,
    @ConfigProperty(name = PREFIX + "namespace") Optional<String> namespace,
    @ConfigProperty(name = PREFIX + "owner", defaultValue = "periplus") String owner,
    @ConfigProperty(name = PREFIX + "volumes") Optional<String> volumes,
    @ConfigProperty(name = PREFIX + "image-pull-policy", defaultValue = "IfNotPresent")
        String pullPolicy,
    @ConfigProperty(name = PREFIX + "gpu-resource", defaultValue = "nvidia.com/gpu")
        String gpuResource,
    @ConfigProperty(name = PREFIX + "usage-parallel", defaultValue = "4") int usageParallel,
    @ConfigProperty(name = PREFIX + "image-patience", defaultValue = "PT5M") Duration imagePatience,
    @ConfigProperty(name = PREFIX + "schedule-patience", defaultValue = "P1D")
        Duration schedulePatience,
    @ConfigProperty(name = PREFIX + "node-patience", defaultValue = "PT10M") Duration nodePatience,
    @ConfigProperty(name = PREFIX + "log-patience", defaultValue = "PT30S") Duration logPatience,
    @ConfigProperty(name = PREFIX + "allow-unenforced-network", defaultValue = "false")
        boolean allowUnenforcedNetwork) {

  static final String PREFIX = "periplus.kubernetes.";

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if fewer than no pods are to be asked
   */
  @Inject
  public KubernetesConfiguration {
    if (usageParallel < 0) {
      throw new IllegalArgumentException(
          PREFIX + "usage-parallel is " + usageParallel + "; it is 0 for none, or more");
    }
  }

  KubernetesSettings settings(
      String probeImage, Placements placements, Optional<TransferSettings> transfer) {
    return new KubernetesSettings(
        kubeconfig,
        namespace,
        owner,
        SharedVolumes.of(volumes.orElse("")),
        pullPolicy,
        gpuResource,
        usageParallel,
        new Patience(imagePatience, schedulePatience, nodePatience, logPatience),
        allowUnenforcedNetwork,
        probeImage,
        placements,
        transfer);
  }
}
