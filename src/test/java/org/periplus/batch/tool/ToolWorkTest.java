package org.periplus.batch.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchServer;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/** What one tool of a job gets, asks for and leaves, in a container. */
@Timeout(120)
public class ToolWorkTest {

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

  private static Instant started(StepRun run) {
    return run.started().orElseThrow();
  }

  private static Instant finished(StepRun run) {
    return run.finished().orElseThrow();
  }

  private static void succeeded(Job job) {
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
  }

  public static String tool(String script, String requirements) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: tool
    requirements: %s
    baseCommand: [sh, -c]
    arguments: ['%s']
    inputs: {}
    outputs: {}
    """
        .formatted(requirements, script);
  }

  @Test
  void anImageThatIsNowhereIsNamed() throws Exception {
    Job job =
        server.run(tool("true", "{ DockerRequirement: { dockerPull: 'localhost:1/no/image:9' } }"));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("Step tool", "localhost:1/no/image:9");
  }

  @Test
  void aToolThatNeedsMoreMemoryThanItsLimitIsToldSo() throws Exception {
    Job job =
        server.run(
            tool(
                "exec perl -e \"my @x; push @x, q(x) x 10000000 while 1\"",
                "{ ResourceRequirement: { ramMax: 32 } }"));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("Step tool", "memory", "32 MiB");
  }

  @Test
  void aToolThatCanStartNoMoreThreadsIsToldItsLimit() throws Exception {
    Job job = server.run(tool("echo \"RuntimeError: can''t start new thread\" >&2; exit 1", "{}"));

    assertThat(job.message())
        .startsWith(
            "Step tool failed with exit code 1: RuntimeError: can't start new thread (it may")
        .contains("periplus.containers.pids");
  }

  @Test
  void aToolThatAsksForMoreProcessorsThanThereAreFails() throws Exception {
    Job job = server.run(tool("true", "{ ResourceRequirement: { coresMin: 64 } }"));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message())
        .isEqualTo(
            "Step tool failed: it asks for 64 processors,"
                + " and this server gives containers 4 in all");
  }

  @Test
  void aToolThatRunsLongerThanItsLimitIsEnded() throws Exception {
    Job job = server.run(tool("exec sleep 50", "{ ToolTimeLimit: { timelimit: 1 } }"));

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).contains("Step tool", "limit of 1 s");
    StepRun run = server.step(job.id(), "tool");
    assertThat(Duration.between(started(run), finished(run))).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void aToolGetsItsStreamsFilesAndVariablesAndNoNetwork() throws Exception {
    Job job =
        server.awaitEnd(
            server.launch(
                """
                cwlVersion: v1.2
                class: CommandLineTool
                id: tool
                requirements:
                  InlineJavascriptRequirement: {}
                  InitialWorkDirRequirement:
                    listing:
                    - { entryname: greeting.txt, entry: "Hello $(inputs.who)\\n" }
                  EnvVarRequirement: { envDef: { WHO: $(inputs.who) } }
                baseCommand: [sh, -c]
                arguments: ['cat; cat greeting.txt; echo $WHO; ls /sys/class/net; echo oh >&2']
                inputs:
                  who: string
                  text: File
                stdin: $(inputs.text.path)
                stdout: out.txt
                stderr: err.txt
                outputs: { out: stdout, err: stderr }
                """,
                "{'who': 'you', 'text': {'class': 'File', 'contents': 'from stdin\\n',"
                    + " 'basename': 'in.txt'}}"));

    succeeded(job);
    assertThat(server.results(job.id()))
        .containsEntry("out.txt", "from stdin\nHello you\nyou\nlo\n")
        .containsEntry("err.txt", "oh\n");
    assertThat(server.step(job.id(), "stage-in").state()).isEqualTo(StepState.SUCCESSFUL);
  }

  @Test
  void whatTheToolWritesIsInItsLogWithTheCommand() throws Exception {
    Job job = server.run(tool("echo to stdout; echo to stderr >&2", "{}"));

    succeeded(job);
    assertThat(server.log(server.step(job.id(), "tool")))
        .contains("[periplus] image debian:stable-slim", "to stdout\n", "to stderr\n");
  }

  @Test
  void anImageIsBuiltFromADockerfile() throws Exception {
    Job job =
        server.run(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: built
            requirements:
              DockerRequirement:
                dockerFile: |
                  FROM debian:stable-slim
                  RUN echo made here > /made
            baseCommand: [cat, /made]
            inputs: {}
            outputs: { out: stdout }
            stdout: out.txt
            """);

    succeeded(job);
    assertThat(server.results(job.id())).containsEntry("out.txt", "made here\n");
    assertThat(server.step(job.id(), "built").image().orElseThrow()).startsWith("sha256:");
  }

  @Test
  void theValueOfASecretIsNotInTheLog() throws Exception {
    UUID id =
        server.launch(
            """
            cwlVersion: v1.2
            $namespaces: { cwltool: 'http://commonwl.org/cwltool#' }
            class: CommandLineTool
            id: login
            hints: { 'cwltool:Secrets': { secrets: [password] } }
            baseCommand: [sh, -c, 'test "$0" = hunter2']
            inputs: { password: { type: string, inputBinding: {} } }
            outputs: {}
            """,
            "{'password': 'hunter2'}");

    succeeded(server.awaitEnd(id));
    assertThat(server.log(server.step(id, "login")))
        .contains("= (secret password) (secret password)");
  }

  @Test
  void requirementsOfAnExecutionCountOverThoseOfTheProcess() throws Exception {
    UUID id =
        server.launch(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: who
            requirements: { EnvVarRequirement: { envDef: { WHO: the author } } }
            baseCommand: [sh, -c, 'echo $WHO']
            inputs: {}
            outputs: { out: stdout }
            stdout: who.txt
            """,
            "{'cwl:requirements': {'EnvVarRequirement': {'envDef': {'WHO': 'the user'}}}}");

    succeeded(server.awaitEnd(id));
    assertThat(server.results(id)).containsEntry("who.txt", "the user\n");
  }

  @Test
  void aTemporaryFailureIsRunAgain() throws Exception {
    Job job =
        server.run(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: tired
            baseCommand: [sh, -c, 'echo not now >&2; exit 75']
            temporaryFailCodes: [75]
            inputs: {}
            outputs: {}
            """);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message()).isEqualTo("Step tired failed with exit code 75: not now");
    assertThat(server.step(job.id(), "tired").attempt()).isEqualTo(3);
  }

  @Test
  void dismissalEndsTheWaitBeforeAnotherAttempt() throws Exception {
    UUID job =
        server.launch(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: tired
            baseCommand: [sh, -c, 'exit 75']
            temporaryFailCodes: [75]
            inputs: {}
            outputs: {}
            """,
            "{}");
    BatchServer.await(
        () -> server.steps(job).stream().anyMatch(run -> run.attempt() > 1), () -> "a retry");

    assertThat(server.dismiss(job).status()).isEqualTo(JobStatus.DISMISSED);
    assertThat(server.containers(job)).isZero();
  }
}
