package org.periplus.container.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.periplus.container.kubernetes.PodState.Ended;

/** Pods as they are followed where no API server says anything of them. */
class PodsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Nobody listens there. */
  private final Config nowhere =
      new ConfigBuilder(Config.empty()).withMasterUrl("https://127.0.0.1:1").build();

  @Test
  void whoWaitsForAPodThatIsForgottenHearsThatItIsGone() throws Exception {
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(nowhere).build();
        Pods pods = new Pods(client, "default", "test")) {
      FollowedPod pod = pods.follow("p");
      pod.is(running());
      PodState known = pod.state();
      CompletableFuture<PodState> other =
          CompletableFuture.supplyAsync(() -> awaitOther(pod, known));

      pod.killed();
      pods.forget("p"); // Its removal was faster than the informer's event, or its node is slow.

      assertThat(other.get(2, TimeUnit.SECONDS)).isInstanceOf(Ended.class);
    }
  }

  private static PodState awaitOther(FollowedPod pod, PodState known) {
    try {
      return pod.awaitOther(known, PATIENCE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pod running() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p")
        .withUid("1")
        .withResourceVersion("1")
        .endMetadata()
        .withNewSpec()
        .withNodeName("node")
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .addNewContainerStatus()
        .withName(PodManifest.CONTAINER)
        .withNewState()
        .withNewRunning()
        .withStartedAt("2026-11-28T19:00:00Z")
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
