package org.periplus.container.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periplus.container.EngineUnavailableException;
import org.periplus.kubernetes.Cluster;

/** A cluster whose components are away for a while: pods go on, and nothing of them is lost. */
@Tag("kubernetes")
@Timeout(240)
class KubernetesOutageTest {

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

  @Test
  void theApiServerMayGoAndItsStoreWithIt() throws Exception {
    outageOf("kube-apiserver", "etcd");
  }

  @Test
  void theKubeletMayGo() throws Exception {
    outageOf("kubelet");
  }

  /** While a container writes a line a second. */
  private void outageOf(String... components) throws Exception {
    CountedLines lines = new CountedLines(engine, labels, "1");

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

    lines.assertWhole();
  }
}
