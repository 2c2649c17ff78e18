package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.container.kubernetes.PodState.Cause;
import org.periplus.container.kubernetes.PodState.Ended;
import org.periplus.container.kubernetes.PodState.Exited;
import org.periplus.container.kubernetes.PodState.Lost;
import org.periplus.container.kubernetes.PodState.NotStarted;
import org.periplus.container.kubernetes.PodState.OverLimit;
import org.periplus.container.kubernetes.PodState.Running;
import org.periplus.container.kubernetes.PodState.Waiting;

/**
 * Reads from a pod's status how far it is. The status of the container comes first: it has the exit
 * code about a second before the pod's phase changes.
 */
final class PodReading {

  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private static final Set<String> NEVER_STARTED = Set.of("StartError", "ContainerCannotRun");

  /** The kubelet's words when a pod has written more than it may; it calls that an eviction too. */
  private static final Pattern OVER_STORAGE =
      Pattern.compile("(?i)exceed\\S* .*(storage|emptydir|volume)|(storage|emptydir).*exceed");

  private PodReading() {}

  /** How far a pod is that is there. */
  static PodState of(Pod pod) {
    PodStatus status = pod.getStatus();
    Optional<ContainerStatus> container = container(status);
    Optional<ContainerStateTerminated> end = container.map(each -> each.getState().getTerminated());
    if (end.isPresent()) {
      return ended(pod, end.get());
    }
    if ("Failed".equals(status.getPhase())) {
      return failed(pod);
    }
    if (container.map(each -> each.getState().getRunning()).isPresent()) {
      return new Running(
          Objects.toString(pod.getSpec().getNodeName(), ""),
          Objects.toString(container.get().getImageID(), ""),
          Objects.toString(status.getPodIP(), ""),
          isLeaving(pod));
    }
    return preparing(status)
        .or(() -> container.map(each -> each.getState().getWaiting()).map(PodReading::waiting))
        .orElseGet(() -> unscheduled(status));
  }

  /** What those are about that go before the container. */
  private static Optional<Waiting> preparing(PodStatus status) {
    for (ContainerStatus courier : status.getInitContainerStatuses()) {
      ContainerState state = courier.getState();
      if (state != null && state.getWaiting() != null) {
        Waiting waiting = waiting(state.getWaiting());
        if (!waiting.why().isEmpty()) {
          return Optional.of(waiting);
        }
      }
      if (state != null && state.getRunning() != null && courier.getName().equals(Couriers.FETCH)) {
        return Optional.of(new Waiting(Cause.FILES, "its files are fetched", false));
      }
    }
    return Optional.empty();
  }

  /** Why one of those who carry files has failed; empty when it has not. */
  static Optional<String> courierFailure(PodStatus status, String courier) {
    return status.getInitContainerStatuses().stream()
        .filter(each -> each.getName().equals(courier) && each.getState() != null)
        .map(each -> each.getState().getTerminated())
        .filter(end -> end != null && end.getExitCode() != 0)
        .map(
            end ->
                Objects.toString(end.getMessage(), "its courier ended with " + end.getExitCode())
                    .strip())
        .findFirst();
  }

  /** What has become of a pod that is gone, from what it was last. */
  static Ended gone(Optional<Pod> last) {
    Optional<PodState> state = last.map(PodReading::of);
    return state
        .filter(Ended.class::isInstance)
        .map(Ended.class::cast)
        .orElseGet(() -> new Lost(last.map(PodReading::disruption).orElse("its pod is gone")));
  }

  private static Optional<ContainerStatus> container(PodStatus status) {
    return status.getContainerStatuses().stream()
        .filter(each -> each.getName().equals(PodManifest.CONTAINER) && each.getState() != null)
        .findFirst();
  }

  private static Ended ended(Pod pod, ContainerStateTerminated end) {
    String reason = Objects.toString(end.getReason(), "");
    if (NEVER_STARTED.contains(reason)) {
      return new NotStarted(Objects.toString(end.getMessage(), reason));
    }
    if (end.getExitCode() == 0) {
      return new Exited(0, false);
    }
    if (reason.equals("OOMKilled")) {
      return new Exited(end.getExitCode(), true);
    }
    boolean endedByCluster =
        pod.getStatus().getReason() != null
            || disrupted(pod).isPresent()
            || isLeaving(pod)
            || reason.equals("ContainerStatusUnknown");
    return endedByCluster ? failed(pod) : new Exited(end.getExitCode(), false);
  }

  /** Why a pod failed whose command did not. */
  private static Ended failed(Pod pod) {
    String reason = Objects.toString(pod.getStatus().getReason(), "");
    String message = Objects.toString(pod.getStatus().getMessage(), "");
    if (reason.equals("DeadlineExceeded")) {
      return new OverLimit("It ran longer than it may");
    }
    if (reason.equals("Evicted") && OVER_STORAGE.matcher(message).find()) {
      return new OverLimit(message);
    }
    return courierFailure(pod.getStatus(), Couriers.FETCH)
        .map(why -> new Lost("its files were not fetched: " + why))
        .orElseGet(() -> new Lost(disruption(pod)));
  }

  /** Who has ended a pod, in the cluster's own words where it has any. */
  private static String disruption(Pod pod) {
    String said =
        Stream.concat(
                Stream.of(pod.getStatus().getReason(), pod.getStatus().getMessage()),
                disrupted(pod).stream()
                    .flatMap(each -> Stream.of(each.getReason(), each.getMessage())))
            .filter(Objects::nonNull)
            .filter(text -> !text.isBlank())
            .distinct()
            .collect(Collectors.joining(": "));
    String node = Optional.ofNullable(pod.getSpec().getNodeName()).orElse("no node yet");
    return said.isEmpty()
        ? "somebody has deleted its pod (on " + node + ")"
        : "its pod was ended (on " + node + "): " + said;
  }

  private static Optional<PodCondition> disrupted(Pod pod) {
    return condition(pod.getStatus(), "DisruptionTarget", "True");
  }

  private static Optional<PodCondition> condition(PodStatus status, String type, String value) {
    return status.getConditions().stream()
        .filter(each -> each.getType().equals(type) && value.equals(each.getStatus()))
        .findFirst();
  }

  private static boolean isLeaving(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static Waiting waiting(ContainerStateWaiting waiting) {
    String reason = Objects.toString(waiting.getReason(), "");
    String message = Objects.toString(waiting.getMessage(), "");
    if (IMAGE.contains(reason)) {
      return new Waiting(
          Cause.IMAGE, message.isEmpty() ? reason : message, reason.equals("InvalidImageName"));
    }
    boolean usual =
        reason.isEmpty() || reason.equals("ContainerCreating") || reason.equals("PodInitializing");
    return new Waiting(Cause.START, usual ? "" : reason + ": " + message, false);
  }

  private static Waiting unscheduled(PodStatus status) {
    return condition(status, "PodScheduled", "False")
        .map(each -> new Waiting(Cause.NODE, Objects.toString(each.getMessage(), ""), false))
        .orElse(new Waiting(Cause.START, "", false));
  }
}
