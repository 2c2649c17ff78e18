package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.kubernetes.Couriers.Pair;
import org.periplus.container.kubernetes.placement.Placement;

/** Writes a container's specification as a pod. Immutable. */
final class PodManifest {

  /** The name of the container in its pod. */
  static final String CONTAINER = "tool";

  private static final int MILLI = 1000;

  /** After the end of a command's time, until the cluster ends it that nobody else has ended. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** How long a pod that is deleted has to end by itself. */
  private static final Duration TO_END = Duration.ofSeconds(1);

  private final KubernetesSettings settings;
  private final PodFiles files;

  PodManifest(KubernetesSettings settings, PodFiles files) {
    this.settings = settings;
    this.files = files;
  }

  /**
   * The pod.
   *
   * @throws ContainerException when a file of the specification cannot get there
   */
  Pod of(String name, ContainerSpec spec) throws ContainerException {
    Placement placement = settings.placements().of(spec.run());
    PodMounts mounts = files.mounts(name, spec);
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            // The pod's own first process then reaps what the command leaves, as an init does; but
            // where others work beside the command, it must not see them.
            .withShareProcessNamespace(mounts.couriers().filter(Pair::stays).isEmpty())
            .withTerminationGracePeriodSeconds(toEnd(mounts).toSeconds())
            .withSecurityContext(user(spec))
            .withNodeSelector(placement.nodeSelector())
            .withTolerations(placement.tolerations())
            .withImagePullSecrets(
                placement.pullSecrets().stream().map(LocalObjectReference::new).toList())
            .withInitContainers(mounts.couriers().map(Pair::containers).orElse(List.of()))
            .withContainers(container(spec, mounts))
            .withVolumes(mounts.volumes());
    placement.priorityClass().ifPresent(pod::withPriorityClassName);
    placement.runtimeClass().ifPresent(pod::withRuntimeClassName);
    spec.run()
        .timeLimit()
        .ifPresent(limit -> pod.withActiveDeadlineSeconds(deadline(limit, mounts)));
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels(spec))
        .withAnnotations(placement.annotations())
        .addToAnnotations(PodLabels.annotation(spec.labels()))
        .endMetadata()
        .withSpec(pod.build())
        .build();
  }

  private Map<String, String> labels(ContainerSpec spec) {
    Map<String, String> labels = new HashMap<>(PodLabels.selector(settings.owner(), spec.labels()));
    labels.put("app.kubernetes.io/managed-by", "periplus");
    labels.put(
        PodLabels.NETWORK, spec.network() instanceof ContainerNetwork.Open ? "open" : "none");
    return labels;
  }

  /** Kubernetes counts from before the image is there; whoever runs the command is more exact. */
  private long deadline(Duration limit, PodMounts mounts) {
    Duration carrying =
        mounts.couriers().map(pair -> pair.patience().multipliedBy(2)).orElse(Duration.ZERO);
    return deadline(limit, settings.patience()).plus(carrying).toSeconds();
  }

  /** When the cluster ends a pod to which no files are carried. */
  static Duration deadline(Duration limit, KubernetesSettings.Patience patience) {
    return limit.plus(patience.image()).plus(GRACE);
  }

  /** When its command has ended, what stays beside it is given this time to bring files back. */
  private static Duration toEnd(PodMounts mounts) {
    return mounts.couriers().filter(Pair::stays).map(Pair::patience).orElse(TO_END);
  }

  private Container container(ContainerSpec spec, PodMounts mounts) {
    List<String> command = spec.command().stream().map(PodManifest::literally).toList();
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(CONTAINER)
            .withImage(spec.image())
            .withImagePullPolicy(settings.pullPolicy())
            .withWorkingDir(spec.workingDirectory())
            .withEnv(
                spec.environment().entrySet().stream()
                    .map(
                        variable ->
                            new EnvVar(variable.getKey(), literally(variable.getValue()), null))
                    .toList())
            .withResources(resources(spec.limits()))
            .withSecurityContext(confined(spec.confinement().readOnly()))
            .withVolumeMounts(mounts.mounts());
    return mounts.shell().isPresent()
        ? container.withCommand(mounts.shell().get()).addAllToCommand(command).build()
        : container.withArgs(command).build();
  }

  /** In a pod, {@code $(NAME)} stands for a variable, and {@code $$} for one dollar. */
  private static String literally(String text) {
    return text.replace("$", "$$");
  }

  private ResourceRequirements resources(Limits limits) {
    Map<String, Quantity> resources = new HashMap<>();
    resources.put("cpu", new Quantity(Math.max(1, Math.round(limits.cpus() * MILLI)) + "m"));
    resources.put("memory", new Quantity(Long.toString(limits.memoryBytes())));
    if (limits.gpus() > 0) {
      resources.put(settings.gpuResource(), new Quantity(Integer.toString(limits.gpus())));
    }
    return new ResourceRequirementsBuilder().withRequests(resources).withLimits(resources).build();
  }

  private static PodSecurityContext user(ContainerSpec spec) {
    PodSecurityContextBuilder context =
        new PodSecurityContextBuilder()
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    if (spec.user().isPresent()) {
      String[] ids = spec.user().get().split(":", 2);
      long user = Long.parseLong(ids[0]);
      context.withRunAsUser(user).withRunAsNonRoot(user != 0);
      if (ids.length > 1) {
        context.withRunAsGroup(Long.parseLong(ids[1]));
      }
    }
    return context.build();
  }

  static SecurityContext confined(boolean readOnly) {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withPrivileged(false)
        .withReadOnlyRootFilesystem(readOnly)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }
}
