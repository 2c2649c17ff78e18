package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.periplus.batch.Workflows.step;
import static org.periplus.batch.Workflows.workflow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.batch.tool.JobContainers;
import org.periplus.configuration.DataSize;
import org.periplus.container.kubernetes.TestCluster;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.kubernetes.Cluster;

/** What befalls the pods of jobs: their node is drained or has no room, or they fill its disk. */
@Tag("kubernetes")
@Timeout(180)
class KubernetesFaultsTest {

  @TempDir Path folder;

  private BatchServer server;

  private void start(Duration patience, DiskConfiguration disk) throws Exception {
    server =
        new BatchServer(
            BatchSite.in(folder)
                .withDisk(disk)
                .withEngines(TestCluster.engine("periplus-faults", patience)));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void awaitMessage(UUID id, String part) {
    BatchServer.await(
        () -> server.job(id).message().contains(part),
        () -> "'" + part + "' in: " + server.job(id).message());
  }

  @Test
  void aStepOfADrainedNodeWaitsForOneThatTakesItAndIsRunAgain() throws Exception {
    assumeFalse(Cluster.isForeign(), "nodes of a foreign cluster are not drained");
    start(Duration.ofMinutes(2), DiskConfiguration.unwatched());
    UUID id =
        server.launch(
            workflow(
                "{}",
                "{ out: { type: File, outputSource: a/out } }",
                // longer than a busy machine needs to drain a node
                step("a", "sleep 30; echo done")),
            "{}");
    server.awaitContainer(id, "a");
    String node =
        Cluster.kubectl(
            "get",
            "pods",
            "-l",
            JobContainers.JOB_LABEL + "=" + id,
            "-o",
            "jsonpath={.items[0].spec.nodeName}");
    try {
      Cluster.kubectl(
          "drain",
          node,
          "--force",
          "--delete-emptydir-data",
          "--ignore-daemonsets",
          "--pod-selector=" + JobContainers.JOB_LABEL + "=" + id,
          "--timeout=60s");
      awaitMessage(id, "unschedulable");
    } finally {
      Cluster.kubectl("uncordon", node);
    }
    Job job = server.awaitEnd(id);

    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    assertThat(server.step(id, "a").attempt()).isEqualTo(2);
    assertThat(server.results(id)).containsEntry("out.txt", "done\n");
    assertThat(server.containers(id)).isZero();
  }

  @Test
  void theJobSaysThatNoNodeHasRoomAndThenFailsForThat() throws Exception {
    start(Duration.ofSeconds(5), DiskConfiguration.unwatched());
    UUID id = server.launch(tool("ResourceRequirement: { ramMin: 500000 }", "true"), "{}");
    awaitMessage(id, "Insufficient memory");
    Job job = server.awaitEnd(id);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("No node took its pod within PT5S", "Insufficient memory");
    assertThat(server.containers(id)).isZero();
  }

  @Test
  void aToolThatFillsTheDiskIsEndedByTheServersOwnMeasure() throws Exception {
    start(
        Duration.ofMinutes(2),
        new DiskConfiguration(DataSize.of("0 B"), Duration.ofMillis(500), DataSize.of("64 MiB")));
    Job job =
        server.run(
            tool(
                "ResourceRequirement: { ramMin: 512 }",
                "for i in 1 2 3 4 5 6 7 8 9; do head -c 20000000 /dev/zero >>filled; sleep 1; done;"
                    + " sleep 60"));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("it wrote more than its limit of 64 MiB");
    assertThat(server.containers(job.id())).isZero();
  }

  private static String tool(String requirement, String script) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    baseCommand: [sh, -c]
    requirements: { %s }
    arguments: ["%s"]
    inputs: {}
    outputs: {}
    """
        .formatted(requirement, script);
  }
}
