package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periplus.container.Captured;
import org.periplus.container.ContainerSpec;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;
import org.periplus.kubernetes.Cluster;

/** A cluster whose components are away for a while: pods go on, and nothing of them is lost. */
@Tag("kubernetes")
@Timeout(240)
class KubernetesOutageTest {

  private static final int LINES = 60;

  /** For how long what is stopped is away. */
  private static final int SECONDS_AWAY = 30;

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());

  private KubernetesEngine engine;

  @BeforeEach
  void connect() throws Exception {
    assumeFalse(Cluster.isForeign(), "components of a foreign cluster are not stopped");
    engine = new KubernetesEngine(TestCluster.settings().build());
  }

  @AfterEach
  void removeContainers() throws Exception {
    if (engine != null) {
      engine.removeAll(labels);
      engine.close();
    }
  }

  /** A log whose first line has been seen. */
  private static final class Seen extends Captured {
    final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void stdout(byte[] bytes) {
      super.stdout(bytes);
      first.countDown();
    }
  }

  @Test
  void theApiServerMayGoAndItsStoreWithIt() throws Exception {
    outageOf("kube-apiserver", "etcd");
  }

  @Test
  void theKubeletMayGo() throws Exception {
    outageOf("kubelet");
  }

  /** While a container writes a line a second; it ends with 7. */
  private void outageOf(String... components) throws Exception {
    ContainerSpec spec =
        new SpecBuilder(
                labels,
                "sh",
                "-c",
                "for i in $(seq %d); do echo $i; sleep 1; done; exit 7".formatted(LINES))
            .build();
    Seen log = new Seen();
    RunningContainer running = engine.start(engine.create(spec), spec, log);
    assertThat(log.first.await(30, TimeUnit.SECONDS)).isTrue();

    for (String component : components) {
      Cluster.kill(component);
    }
    if (components.length > 1) {
      assertThatThrownBy(engine::info).isInstanceOf(EngineUnavailableException.class);
    }
    TimeUnit.SECONDS.sleep(SECONDS_AWAY);
    for (int i = components.length - 1; i >= 0; i--) {
      Cluster.start(components[i]);
    }

    assertThat(running.await().exitCode()).isEqualTo(7);
    assertThat(log.stdout.toString(UTF_8))
        .isEqualTo(
            IntStream.rangeClosed(1, LINES).mapToObj(i -> i + "\n").collect(Collectors.joining()));
  }
}
