package org.periplus.container.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periplus.container.Captured;
import org.periplus.container.ContainerSpec;
import org.periplus.container.SpecBuilder;
import org.periplus.kubernetes.Cluster;

/** Connections to the API server that break: nothing of what came by them is lost or repeated. */
@Tag("kubernetes")
@Timeout(180)
class KubernetesCutTest {

  private static final int CUTS = 8;

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());

  private KubernetesClient client;
  private ClusterGate gate;
  private KubernetesEngine engine;

  @BeforeEach
  void connect() throws Exception {
    client = ClusterConnection.of(TestCluster.settings().build()).client();
    gate = new ClusterGate(URI.create(client.getMasterUrl().toString()));
    engine = new KubernetesEngine(TestCluster.settings().at(gate.address()).build());
  }

  @AfterEach
  void disconnect() throws Exception {
    gate.open();
    engine.removeAll(labels);
    engine.close();
    gate.close();
    client.close();
  }

  @Test
  void aLogThatIsCutAgainAndAgainIsWholeAndHasNothingTwice() throws Exception {
    CountedLines lines = new CountedLines(engine, labels, "0.25");

    for (int i = 0; i < CUTS; i++) {
      TimeUnit.MILLISECONDS.sleep(1500);
      gate.cut();
    }

    lines.assertWhole();
  }

  @Test
  void aWatchThatEndsWith410IsBegunAnew() throws Exception {
    assumeFalse(Cluster.isForeign(), "components of a foreign cluster are not stopped");
    CountedLines lines = new CountedLines(engine, labels, "0.1");
    String known =
        client
            .pods()
            .inNamespace(TestCluster.NAMESPACE)
            .withName(lines.id())
            .get()
            .getMetadata()
            .getResourceVersion();

    gate.shut();
    TimeUnit.SECONDS.sleep(15); // The command ends, and others write to the cluster.
    Cluster.kill("kube-apiserver");
    Cluster.start("kube-apiserver");
    assertThat(
            Cluster.kubectl(
                "get",
                "--raw",
                "/api/v1/namespaces/%s/pods?watch=1&timeoutSeconds=5&resourceVersion=%s"
                    .formatted(TestCluster.NAMESPACE, known)))
        .contains("\"code\":410");
    gate.open();

    lines.assertWhole();
    ContainerSpec next = new SpecBuilder(labels, "sh", "-c", "exit 3").build();
    assertThat(Captured.run(engine, next).exit.exitCode()).isEqualTo(3);
  }
}
