package org.periplus.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cluster on which the other tests stand. */
@Tag("kubernetes")
class ClusterIT {

  private static final String IMAGE = "debian:stable-slim";
  private static final String ENDED =
      "--for=jsonpath={.status.containerStatuses[0].state.terminated}";
  private static final String RUNS = "--for=jsonpath={.status.phase}=Running";

  private Space space;

  @BeforeEach
  void makeSpace() throws IOException, InterruptedException {
    if (!Cluster.isForeign()) {
      Cluster.image(IMAGE);
    }
    space = new Space("cluster");
  }

  @AfterEach
  void removeSpace() throws IOException, InterruptedException {
    space.close();
  }

  @Test
  void aPodRunsToItsExitCode() throws Exception {
    run("exits", "echo done; exit 3");

    assertThat(exitCode("exits")).isEqualTo("3");
    assertThat(space.kubectl("logs", "exits")).isEqualTo("done");
  }

  @Test
  void podsReachTheApiServerByItsService() throws Exception {
    run("asks", "exec 3<>/dev/tcp/$KUBERNETES_SERVICE_HOST/$KUBERNETES_SERVICE_PORT");

    assertThat(exitCode("asks")).isEqualTo("0");
  }

  @Test
  void aPodOutlivesTheKubeletAndTheControlPlane() throws Exception {
    assumeFalse(Cluster.isForeign(), "components of a foreign cluster are not stopped");
    run("stays", "for i in $(seq 8); do echo $i; sleep 1; done; exit 7");
    space.kubectl("wait", "pod/stays", RUNS, "--timeout=60s");

    for (String component : new String[] {"kubelet", "kube-apiserver", "etcd"}) {
      Cluster.kill(component);
    }
    for (String component : new String[] {"etcd", "kube-apiserver", "kubelet"}) {
      Cluster.start(component);
    }

    assertThat(exitCode("stays")).isEqualTo("7");
    assertThat(space.kubectl("logs", "stays")).isEqualTo("1\n2\n3\n4\n5\n6\n7\n8");
  }

  private void run(String name, String script) throws IOException, InterruptedException {
    space.kubectl(
        "run",
        name,
        "--image=" + IMAGE,
        "--image-pull-policy=IfNotPresent",
        "--restart=Never",
        "--command",
        "--",
        "bash",
        "-c",
        script);
  }

  private String exitCode(String pod) throws IOException, InterruptedException {
    space.kubectl("wait", "pod/" + pod, ENDED, "--timeout=60s");
    return space.kubectl(
        "get",
        "pod",
        pod,
        "-o",
        "jsonpath={.status.containerStatuses[0].state.terminated.exitCode}");
  }
}
