package org.periplus.batch.jberet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.runtime.JobExecution;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jberet.runtime.JobExecutionImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.batch.BatchServer;
import org.periplus.batch.BatchSite;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.persistence.TestDatabase;

/** With a job goes what the batch has recorded of it, and nothing of another. */
@Timeout(120)
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JberetRecordsTest {

  /** A scattered step and a scattered subworkflow. */
  private static final String WORKFLOW =
      """
      cwlVersion: v1.2
      $graph:
      - id: main
        class: Workflow
        requirements: { ScatterFeatureRequirement: {}, SubworkflowFeatureRequirement: {} }
        inputs: { scripts: 'string[]' }
        outputs: {}
        steps:
          each: { run: '#tool', scatter: script, in: { script: scripts }, out: [] }
          sub: { run: '#sub', scatter: script, in: { script: scripts }, out: [] }
      - id: sub
        class: Workflow
        inputs: { script: string }
        outputs: {}
        steps: { one: { run: '#tool', in: { script: script }, out: [] } }
      - id: tool
        class: CommandLineTool
        baseCommand: [sh, -c]
        inputs: { script: { type: string, inputBinding: { position: 1 } } }
        outputs: {}
      """;

  private static final String NEEDS_MEMORY =
      "head -c 60000000 /dev/zero > /dev/shm/x && wc -c < /dev/shm/x";

  @TempDir Path folder;
  private final TestDatabase kind;
  private BatchServer server;

  JberetRecordsTest(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void start() throws Exception {
    server = new BatchServer(BatchSite.in(folder).withDatabase(kind.open()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDeletedJobLeavesNoRowsOfItsExecutionsAndSubworkflowsAndRestarts() throws Exception {
    UUID id =
        server.launch(
            WORKFLOW,
            "{'scripts': ['true', '%s'], 'cwl:requirements': [{'class': 'ResourceRequirement', 'ramMin': 32}]}"
                .formatted(NEEDS_MEMORY));
    assertThat(server.awaitEnd(id).status()).isEqualTo(JobStatus.FAILED);
    server.restart(id, "[{'class': 'ResourceRequirement', 'ramMin': 200}]");
    Job job = server.awaitEnd(id);
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    assertThat(server.repository().executions(id))
        .as("its own, its elements', the restarts")
        .hasSizeGreaterThan(3);
    UUID other = server.launch(WORKFLOW, "{'scripts': ['sleep 100']}");
    server.awaitRunning(other, "each", "0");
    server.awaitRunning(other, "sub.one", "0");

    server.deleteEndedJobs();

    assertThat(server.repository().executions(id)).isEmpty();
    assertThat(server.repository().executions(other)).hasSize(2);
    assertThat(server.repository().counts()).as("those of the other job alone").startsWith(2, 2);
    server.dismiss(other);
    server.deleteEndedJobs();
    assertThat(server.repository().counts()).isEqualTo(List.of(0, 0, 0, 0));
  }

  /** JBeret keeps executions until memory is scarce, and what listens to one with it. */
  @Test
  void anExecutionThatHasEndedHoldsNothingOfItsJob() throws Exception {
    Job job = server.awaitEnd(server.launch(WORKFLOW, "{'scripts': ['true']}"));
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);

    JobExecution execution = server.execution(job);

    Field listeners = JobExecutionImpl.class.getDeclaredField("jobStopNotificationListeners");
    listeners.setAccessible(true);
    assertThat((List<?>) listeners.get(execution)).isEmpty();
  }
}
