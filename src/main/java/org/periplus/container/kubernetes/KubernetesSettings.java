package org.periplus.container.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.periplus.container.kubernetes.placement.Placements;

/**
 * How to reach a cluster, and how pods are made there.
 *
 * @param kubeconfig how to reach it; what the environment says when empty: {@code KUBECONFIG}, or
 *     the service account of the pod that this program runs in
 * @param namespace where pods are made; the namespace of that account or context when empty
 * @param owner whose pods these are: programs that take up each other's have the same
 * @param volumes which folders of this machine are on volumes of the cluster
 * @param pullPolicy when a node asks the registry for an image
 * @param gpuResource what graphics processors are called
 * @param usageParallel how many pods are asked at the same time what they use; none when it is 0
 * @param patience how long is waited for what may never come
 * @param allowUnenforcedNetwork whether containers without a network run where nothing keeps them
 *     from having one
 * @param probeImage the image by which it is found out; it has {@code perl}
 * @param placements where pods go
 * @param transfer how files travel, if no volumes are shared
 */
public record KubernetesSettings(
    Optional<Path> kubeconfig,
    Optional<String> namespace,
    String owner,
    SharedVolumes volumes,
    String pullPolicy,
    String gpuResource,
    int usageParallel,
    Patience patience,
    boolean allowUnenforcedNetwork,
    String probeImage,
    Placements placements,
    Optional<TransferSettings> transfer) {

  /**
   * How long is waited.
   *
   * @param image for an image that a node cannot get, or a container that it cannot make
   * @param schedule for a node that has room
   * @param node for a node that does not say that it has ended a pod which was deleted
   * @param log for the end of a log, when its container has ended
   */
  public record Patience(Duration image, Duration schedule, Duration node, Duration log) {

    /** Five minutes, a day, ten minutes, half a minute. */
    public static final Patience DEFAULT =
        new Patience(
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30));
  }
}
