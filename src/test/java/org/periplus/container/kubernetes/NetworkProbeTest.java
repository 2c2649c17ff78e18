package org.periplus.container.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periplus.kubernetes.Space;

/** The pods by which an engine finds out whether networks are enforced, on a real cluster. */
@Tag("kubernetes")
@Timeout(120)
class NetworkProbeTest {

  private Space space;

  @BeforeEach
  void makeSpace() throws Exception {
    space = new Space("probe");
  }

  @AfterEach
  void removeSpace() throws Exception {
    space.close();
  }

  private String pods() throws Exception {
    return space.kubectl("get", "pods", "-o", "name");
  }

  private void await(boolean some) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (pods().isEmpty() == some && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void anEngineThatIsClosedWhileItLooksLeavesNoPod() throws Exception {
    KubernetesEngine engine =
        new KubernetesEngine(TestCluster.settings().namespace(space.name()).build());
    engine.info();
    await(true);
    assertThat(pods()).contains("network-check");

    engine.close();

    await(false);
    assertThat(pods()).isEmpty();
  }
}
