package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;

@Timeout(180)
class SecretsTest {

  private static final String SECRET = "hunter22";

  /** The second step has the secret from the first, and fails unless a restart lets it go. */
  private static final String HANDED_ON =
      """
      cwlVersion: v1.2
      $namespaces: { cwltool: 'http://commonwl.org/cwltool#' }
      class: Workflow
      id: handed-on
      hints: { 'cwltool:Secrets': { secrets: [token] } }
      requirements: { InlineJavascriptRequirement: {} }
      inputs: { token: string }
      outputs:
        said: { type: string, outputSource: first/said }
        kept: { type: File, outputSource: second/kept }
      steps:
        first:
          in: { token: token }
          out: [said]
          run:
            class: ExpressionTool
            inputs: { token: string }
            outputs: { said: string }
            expression: '${ return {"said": "token=" + inputs.token}; }'
        second:
          in: { said: first/said }
          out: [kept]
          run:
            class: CommandLineTool
            baseCommand: [sh, -c, 'echo "$0 for $GO" >&2; echo "$0"; test -n "$GO"']
            inputs: { said: { type: string, inputBinding: {} } }
            outputs: { kept: stdout }
            stdout: kept.txt
      """;

  @TempDir Path folder;
  private BatchServer server;

  @BeforeEach
  void start() throws Exception {
    server = new BatchServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isInNothingThatAToolWithItLeaves() throws Exception {
    UUID id =
        server.launch(
            """
            cwlVersion: v1.2
            $namespaces: { cwltool: 'http://commonwl.org/cwltool#' }
            class: CommandLineTool
            id: leak
            hints: { 'cwltool:Secrets': { secrets: [token] } }
            baseCommand: [sh, -c]
            arguments:
              - 'printf "out $1" | head -c 8; sleep 0.3; printf "$1" | tail -c 4; echo; echo "it was $1" >&2; exit 3'
              - sh
            inputs: { token: { type: string, inputBinding: { position: 1 } } }
            outputs: {}
            """,
            "{'token': '%s'}".formatted(SECRET));

    Job job = server.awaitEnd(id);
    assertThat(job.message()).endsWith("it was (secret)");
    assertThat(job.problem().orElseThrow().toString()).contains("(secret)");
    assertThat(server.log(server.step(id, "leak")))
        .contains("[stderr] it was (secret)\n", "(secret)\n")
        .doesNotContain(SECRET);
    assertThat(server.everythingOf(id)).contains("(secret)").doesNotContain(SECRET);
  }

  @Test
  void isNotInLiteralsAndComesBackWhereARestartNeedsIt() throws Exception {
    UUID id = server.launch(HANDED_ON, "{'token': '%s'}".formatted(SECRET));
    assertThat(server.awaitEnd(id).status()).isEqualTo(JobStatus.FAILED);
    assertThat(server.everythingOf(id)).contains("token=(secret)").doesNotContain(SECRET);

    server.restart(id, "{'EnvVarRequirement': {'envDef': {'GO': 'now'}}}");

    assertThat(server.awaitEnd(id).status()).isEqualTo(JobStatus.SUCCESSFUL);
    assertThat(server.results(id)).containsEntry("kept.txt", "token=" + SECRET + "\n");
    assertThat(server.resultsDocument(id).orElseThrow().get("said").asText())
        .isEqualTo("token=(secret)");
    assertThat(server.log(server.step(id, "second")))
        .contains("token=(secret) for now")
        .doesNotContain(SECRET);
    assertThat(server.everythingOf(id)).doesNotContain(SECRET);
    assertThat(server.job(id).request().sealed()).isEmpty();
    assertThat(server.step(id, "first").hasForgotten()).isTrue();
  }

  @Test
  void isGivenAgainWhenItWasForgotten() throws Exception {
    UUID id = server.launch(HANDED_ON, "{'token': '%s'}".formatted(SECRET));
    assertThat(server.awaitEnd(id).status()).isEqualTo(JobStatus.FAILED);
    assertThat(server.jobs().forgetSecrets(id)).isTrue();
    assertThat(server.step(id, "first").hasForgotten()).isTrue();

    server.restartWith(
        id, "token", "correct-horse", "{'EnvVarRequirement': {'envDef': {'GO': 'now'}}}");

    assertThat(server.awaitEnd(id).status())
        .as(server.job(id).message())
        .isEqualTo(JobStatus.SUCCESSFUL);
    assertThat(server.results(id)).containsEntry("kept.txt", "token=correct-horse\n");
  }
}
