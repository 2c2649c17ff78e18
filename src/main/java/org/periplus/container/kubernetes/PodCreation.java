package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import org.periplus.configuration.Backoff;
import org.periplus.container.OutputSink;

/**
 * Makes a pod, once whoever asks: who finds that there is one of the name goes on with it. Waits
 * where it is the cluster that has no room by its own count.
 */
final class PodCreation {

  private static final int CONFLICT = 409;
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

  private final Pods pods;
  private final FollowedPod followed;
  private final OutputSink sink;
  private int refusals;

  PodCreation(Pods pods, FollowedPod followed, OutputSink sink) {
    this.pods = pods;
    this.followed = followed;
    this.sink = sink;
  }

  /**
   * Makes it, unless it is killed first.
   *
   * @throws KubernetesClientException when the API server refuses it for good, or does not answer
   */
  void make(Pod pod) throws InterruptedException {
    while (!followed.hasEnded()) {
      try {
        pods.known(followed, pods.create(pod));
        return;
      } catch (KubernetesClientException e) {
        if (isThere(pod, e)) {
          return;
        }
        refusals++;
        var unused = followed.awaitOther(followed.state(), PAUSES.delayAfter(refusals));
      }
    }
  }

  /** Whether there is a pod after all; what is refused for good is thrown on. */
  private boolean isThere(Pod pod, KubernetesClientException refusal) {
    if (refusal.getCode() == ApiFailure.FORBIDDEN && isQuota(refusal)) {
      sink.waits(ApiFailure.said(refusal));
      return false;
    }
    if (refusal.getCode() != CONFLICT) {
      throw refusal;
    }
    Optional<Pod> found = pods.find(pod.getMetadata().getName());
    if (found.isEmpty() || found.get().getMetadata().getDeletionTimestamp() != null) {
      return false; // It goes or has gone, or two requests have met at a quota.
    }
    if (!PodLabels.of(found.get()).equals(PodLabels.of(pod))) {
      throw refusal;
    }
    pods.known(followed, found.get());
    return true;
  }

  /** A refused pod can be counted for some seconds, and one that ends makes room. */
  private static boolean isQuota(KubernetesClientException refusal) {
    return ApiFailure.said(refusal).contains("exceeded quota");
  }
}
