package org.periplus.batch.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchServer;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepResources;
import org.periplus.job.step.StepRun;

/** What a run asks for and uses stands in its record. */
@Timeout(120)
class UsedResourcesTest {

  @TempDir static Path folder;

  private static BatchServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new BatchServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aContainerIsLookedAtWhileItRuns() throws Exception {
    Job job =
        server.run(
            ToolWorkTest.tool(
                "head -c 40000000 /dev/zero | tail >/dev/null & i=0; while [ \\$i -lt 600000 ]; do"
                    + " i=\\$((i+1)); done; sleep 2",
                "{ ResourceRequirement: { coresMin: 1, ramMin: 128 } }"));

    StepResources used = resources(job);
    assertThat(used.cores()).isEqualTo(1);
    assertThat(used.memory()).isEqualTo(128L << 20);
    assertThat(used.command()).hasValueSatisfying(text -> assertThat(text).startsWith("sh -c"));
    assertThat(used.samples().all()).isNotEmpty();
    assertThat(used.peakMemory().orElseThrow()).isPositive();
    assertThat(used.processorTime())
        .hasValueSatisfying(time -> assertThat(time).isGreaterThan(Duration.ofMillis(10)));
  }

  @Test
  void aRunThatIsOverAtOnceHasWhatItAskedFor() throws Exception {
    StepResources used = resources(server.run(ToolWorkTest.tool("true", "{}")));

    assertThat(used.memory()).isPositive();
    assertThat(used.peakMemory()).isEmpty();
  }

  private static StepResources resources(Job job) {
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    StepRun run =
        server.steps(job.id()).stream()
            .filter(each -> each.path().equals("tool"))
            .findFirst()
            .orElseThrow();
    return server.figures().resources(run.id()).orElseThrow();
  }
}
