package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.configuration.Sha256;
import org.periplus.container.kubernetes.TransferSettings.Cache;
import org.periplus.container.kubernetes.TransferSettings.Fetching;
import org.periplus.transfer.Direction;
import org.periplus.transfer.Piece;
import org.periplus.transfer.Transfer;

/**
 * The containers of a pod that carry its files: one fetches them before the command starts; one
 * stays beside it and brings them back when it has ended. Each sees one link, of a secret that the
 * command's container does not mount; they share no processes with it.
 */
final class Couriers {

  static final String VOLUME = "carried";
  static final String FILES = "files";
  static final String FETCH = "fetch";
  static final String KEEP = "keep";

  private static final String LINKS = "links";
  private static final String LINK = "/link";
  private static final String WORK = "/work";
  private static final String CACHE = "cache";
  private static final int DIGITS = 8;
  private static final int MILLI = 1000;

  private final TransferSettings settings;
  private final String pullPolicy;

  /**
   * Those of one pod.
   *
   * @param volumes what they alone mount
   * @param patience how long each of them may take
   */
  record Pair(List<Container> containers, List<Volume> volumes, Duration patience) {

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
    containers.add(fetching(courier(FETCH, Direction.INPUTS)).build());
    if (transfer.returns()) {
      containers.add(
          courier(KEEP, Direction.OUTPUTS)
              .addToEnv(variable("PIECES", returned))
              .withRestartPolicy("Always") // This makes it one that stays.
              .build());
    }
    List<Volume> volumes =
        Stream.concat(
                Stream.of(links(transfer)),
                settings.fetching().cache().map(Couriers::volume).stream())
            .toList();
    return new Pair(List.copyOf(containers), volumes, settings.patience());
  }

  /** A cache that a node has not counts for nothing: its folder is made, and nobody may write. */
  private static Volume volume(Cache cache) {
    return new VolumeBuilder()
        .withName(CACHE)
        .withNewHostPath()
        .withPath(cache.folder().toString())
        .withType("DirectoryOrCreate")
        .endHostPath()
        .build();
  }

  /** What the tool has been given it may change, and it never sees what others are given. */
  private ContainerBuilder fetching(ContainerBuilder courier) {
    Fetching fetching = settings.fetching();
    courier.addToEnv(
        variable("SINGLE_FROM", Long.toString(fetching.from().bytes())),
        variable("STREAMS", Integer.toString(fetching.streams())));
    return fetching
        .cache()
        .map(
            cache ->
                courier
                    .addToEnv(variable("CACHE", Long.toString(cache.size().bytes())))
                    .addNewVolumeMount()
                    .withName(CACHE)
                    .withMountPath("/" + CACHE)
                    .endVolumeMount())
        .orElse(courier);
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVar("PERIPLUS_" + name, value, null);
  }

  private Volume links(Transfer transfer) {
    return new VolumeBuilder()
        .withName(LINKS)
        .withNewSecret()
        .withSecretName(secretName(transfer))
        .endSecret()
        .build();
  }

  /** What a pod of that name has mounted before is of other links. */
  private String secretName(Transfer transfer) {
    String links = link(transfer, Direction.INPUTS) + "\n" + link(transfer, Direction.OUTPUTS);
    return transfer.name() + "-" + Sha256.hex(links).substring(0, DIGITS);
  }

  /** The links of a transfer, for the pod that is there: it owns them, and they go with it. */
  Secret secret(Transfer transfer, Pod pod) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(secretName(transfer))
        .addToLabels("app.kubernetes.io/managed-by", "periplus")
        .addNewOwnerReference()
        .withApiVersion("v1")
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endOwnerReference()
        .endMetadata()
        .withType("Opaque")
        .withImmutable(true)
        .addToStringData(Direction.INPUTS.word(), link(transfer, Direction.INPUTS))
        .addToStringData(Direction.OUTPUTS.word(), link(transfer, Direction.OUTPUTS))
        .build();
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

  private ContainerBuilder courier(String name, Direction direction) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(settings.image())
        .withImagePullPolicy(pullPolicy)
        .withArgs(name)
        .withEnv(variable("PATIENCE", Long.toString(settings.patience().toSeconds())))
        .withResources(resources())
        .withSecurityContext(PodManifest.confined(true))
        .addNewVolumeMount()
        .withName(VOLUME)
        .withMountPath(WORK)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(LINKS)
        .withMountPath(LINK)
        .withSubPath(direction.word())
        .withReadOnly(true)
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
