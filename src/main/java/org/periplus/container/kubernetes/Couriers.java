package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.periplus.transfer.Direction;
import org.periplus.transfer.Piece;
import org.periplus.transfer.Transfer;

/**
 * The containers of a pod that carry its files: one fetches them before the command starts; one
 * stays beside it and brings them back when it has ended. The links are in their environment, which
 * the command does not see: they share no processes with it.
 */
final class Couriers {

  static final String VOLUME = "carried";
  static final String FILES = "files";
  static final String FETCH = "fetch";
  static final String KEEP = "keep";

  private static final String WORK = "/work";
  private static final int MILLI = 1000;

  private final TransferSettings settings;
  private final String pullPolicy;

  /**
   * Those of one pod.
   *
   * @param patience how long each of them may take
   */
  record Pair(List<Container> containers, Duration patience) {

    /** Whether one of them stays beside the command. */
    boolean stays() {
      return containers.size() > 1;
    }
  }

  Couriers(TransferSettings settings, String pullPolicy) {
    this.settings = settings;
    this.pullPolicy = pullPolicy;
  }

  /** Those that carry a transfer. */
  Pair of(Transfer transfer) {
    String returned =
        transfer.pieces().stream()
            .filter(Piece::returned)
            .map(Piece::name)
            .collect(Collectors.joining(" "));
    List<Container> containers = new ArrayList<>();
    containers.add(courier(FETCH, link(transfer, Direction.INPUTS), "").build());
    if (transfer.returns()) {
      containers.add(
          courier(KEEP, link(transfer, Direction.OUTPUTS), returned)
              .withRestartPolicy("Always") // This makes it one that stays.
              .build());
    }
    return new Pair(List.copyOf(containers), settings.patience());
  }

  /** Whether a pod has one that brings files back. */
  static boolean bringBack(Pod pod) {
    return pod.getSpec().getInitContainers().stream().anyMatch(each -> each.getName().equals(KEEP));
  }

  private String link(Transfer transfer, Direction direction) {
    String server = settings.server().toString().replaceFirst("/+$", "");
    return "%s/ogc-api/transfers/%s/%s?%s"
        .formatted(server, transfer.name(), direction.word(), transfer.query(direction));
  }

  private ContainerBuilder courier(String name, String link, String pieces) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(settings.image())
        .withImagePullPolicy(pullPolicy)
        .withArgs(name)
        .withEnv(
            new EnvVar("PERIPLUS_LINK", link, null),
            new EnvVar("PERIPLUS_PIECES", pieces, null),
            new EnvVar("PERIPLUS_PATIENCE", Long.toString(settings.patience().toSeconds()), null))
        .withResources(resources())
        .withSecurityContext(PodManifest.confined(true))
        .addNewVolumeMount()
        .withName(VOLUME)
        .withMountPath(WORK)
        .endVolumeMount();
  }

  private ResourceRequirements resources() {
    Map<String, Quantity> resources =
        Map.of(
            "cpu",
            new Quantity(Math.max(1, Math.round(settings.cpus() * MILLI)) + "m"),
            "memory",
            new Quantity(Long.toString(settings.memory().bytes())));
    return new ResourceRequirementsBuilder().withRequests(resources).withLimits(resources).build();
  }
}
