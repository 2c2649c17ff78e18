package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.staging.SiteToolConfiguration;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/** Jobs whose references and results go through the site's own tools, in containers. */
class SiteStagingTest {

  /** As the templates of other servers are: what is staged, and what is left, is left open. */
  private static final String STAGE_IN =
      """
      cwlVersion: v1.0
      class: CommandLineTool
      id: archive
      inputs: {}
      outputs: {}
      baseCommand: [sh, stage.sh]
      requirements:
        EnvVarRequirement:
          envDef:
            ARCHIVE_KEY: not-for-logs
        InitialWorkDirRequirement:
          listing:
            - entryname: stage.sh
              entry: |
                echo "asked the archive for $1"
                printf '{"reference": "%s"}' "$1" > catalog.json
      """;

  private static final String STAGE_OUT =
      """
      cwlVersion: v1.0
      class: CommandLineTool
      id: publish
      inputs:
        process: string
        collection_id: string
        BUCKET: string
      outputs:
        StacCatalogUri:
          type: string
          outputBinding:
            outputEval: $("s3://" + inputs.BUCKET + "/" + inputs.process + "/catalog.json")
      baseCommand: [sh, -c, 'cat "$1"', $(inputs.BUCKET)]
      arguments: [$(inputs.wf_outputs.path)/catalog.json]
      requirements:
        InlineJavascriptRequirement: {}
      """;

  private static final String APPLICATION =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: application
      inputs:
        products: Directory[]
      outputs:
        stac: {type: Directory, outputBinding: {glob: out}}
      baseCommand: [sh, -c]
      arguments:
        - mkdir out; cat $(inputs.products[0].path)/catalog.json $(inputs.products[1].path)/catalog.json > out/catalog.json
      """;

  private static final String TWO_PRODUCTS =
      """
      {'products': [
        {'class': 'Directory', 'location': 'http://127.0.0.1/one'},
        {'class': 'Directory', 'location': 's3://archive/two', 'basename': 'second'}]}
      """;

  @TempDir private Path folder;

  private SiteToolConfiguration site(Optional<String> in, Optional<String> out) throws IOException {
    Path values = Files.writeString(folder.resolve("values.yaml"), "BUCKET: bucket-of-the-site\n");
    return new SiteToolConfiguration(
        in.isEmpty()
            ? Optional.empty()
            : Optional.of(Files.writeString(folder.resolve("stage-in.cwl"), in.get())),
        Optional.empty(),
        out.isEmpty()
            ? Optional.empty()
            : Optional.of(Files.writeString(folder.resolve("stage-out.cwl"), out.get())),
        Optional.of(values),
        Optional.empty());
  }

  private BatchServer server(SiteToolConfiguration site) throws IOException {
    return new BatchServer(BatchSite.in(folder.resolve("data")).withTools(site));
  }

  @Test
  void fetchesReferencesWithTheSitesToolAndShowsItsLog() throws Exception {
    try (BatchServer server = server(site(Optional.of(STAGE_IN), Optional.empty()))) {
      UUID id = server.launch(APPLICATION, TWO_PRODUCTS);
      Job job = server.awaitEnd(id);

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(server.results(id))
          .containsEntry(
              "catalog.json",
              "{\"reference\": \"http://127.0.0.1/one\"}{\"reference\": \"s3://archive/two\"}");
      StepRun first = server.step(id, "stage-in.archive", "0");
      assertThat(first.kind()).isEqualTo(StepKind.TOOL);
      // Both are fetched at once: who begins first has the name without a number.
      assertThat(Stream.of(first, server.step(id, "stage-in.archive", "1")))
          .extracting(run -> run.name().orElseThrow())
          .containsExactlyInAnyOrder("archive", "archive_2");
      assertThat(server.log(first))
          .contains("asked the archive for http://127.0.0.1/one")
          .doesNotContain("not-for-logs");
      assertThat(server.step(id, "stage-in").state()).isEqualTo(StepState.SUCCESSFUL);
    }
  }

  @Test
  void linksToWhatTheSitesToolHasPublished() throws Exception {
    try (BatchServer server = server(site(Optional.of(STAGE_IN), Optional.of(STAGE_OUT)))) {
      UUID id = server.launch(APPLICATION, TWO_PRODUCTS);
      Job job = server.awaitEnd(id);

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(server.resultsDocument(id).orElseThrow().path("stac").path("href").asText())
          .isEqualTo("s3://bucket-of-the-site/" + id + "/catalog.json");
      assertThat(server.resultsDocument(id).orElseThrow().path("stac").path("type").asText())
          .isEqualTo("application/json");
      StepRun publish = server.step(id, "stage-out.publish", "0");
      assertThat(server.log(publish)).contains("/one").doesNotContain("bucket-of-the-site");
      assertThat(publish.inputs().orElseThrow().toString()).doesNotContain("bucket-of-the-site");
    }
  }

  @Test
  void publishesWhatTheSitesToolLeaves() throws Exception {
    String described =
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: describe
        inputs:
          results: Directory
          jobID: string
          output: string
        outputs:
          described: {type: Directory, outputBinding: {glob: described}}
        baseCommand: [sh, -c]
        arguments:
          - mkdir described; echo "$(inputs.output) of $(inputs.jobID)" > described/about.txt
        """;
    try (BatchServer server = server(site(Optional.of(STAGE_IN), Optional.of(described)))) {
      UUID id = server.launch(APPLICATION, TWO_PRODUCTS);
      Job job = server.awaitEnd(id);

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(server.results(id))
          .containsExactly(java.util.Map.entry("about.txt", "stac of " + id + "\n"));
    }
  }

  @Test
  void failsWithTheToolsLastWords() throws Exception {
    String unwilling = STAGE_IN.replace("echo \"asked", "echo 'no such product' >&2; exit 3 #");
    try (BatchServer server = server(site(Optional.of(unwilling), Optional.empty()))) {
      UUID id = server.launch(APPLICATION, TWO_PRODUCTS);
      Job job = server.awaitEnd(id);

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("Step stage-in failed", "exit code 3", "no such product");
      assertThat(server.containers(id)).isZero();
    }
  }

  @Test
  void givesNoPrivateAddressToTheSitesTool() throws Exception {
    try (BatchServer server = server(site(Optional.of(STAGE_IN), Optional.empty()))) {
      UUID id = server.launch(APPLICATION, TWO_PRODUCTS.replace("127.0.0.1", "10.0.0.1"));
      Job job = server.awaitEnd(id);

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("http://10.0.0.1/one", "refused");
      assertThat(server.steps(id)).extracting(StepRun::path).containsExactly("stage-in");
    }
  }

  @Test
  void dismissalEndsTheSitesTool() throws Exception {
    String slow = STAGE_IN.replace("echo \"asked", "sleep 600 #");
    try (BatchServer server = server(site(Optional.of(slow), Optional.empty()))) {
      UUID id = server.launch(APPLICATION, TWO_PRODUCTS);
      server.awaitContainer(id, "stage-in.archive");
      server.dismiss(id);

      assertThat(server.containers(id)).isZero();
      assertThat(server.step(id, "stage-in").state()).isEqualTo(StepState.DISMISSED);
    }
  }

  @Test
  void aToolThatRunsIsTakenUpByTheNextServer() throws Exception {
    String patient = STAGE_IN.replace("echo \"asked", "sleep 4; echo \"asked");
    SiteToolConfiguration site = site(Optional.of(patient), Optional.empty());
    UUID id;
    try (BatchServer server = server(site)) {
      id = server.launch(APPLICATION, TWO_PRODUCTS);
      server.awaitContainer(id, "stage-in.archive");
    }
    try (BatchServer server = server(site)) {
      server.takeUpOpenJobs();
      Job job = server.awaitEnd(id);

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(
              List.of(
                  server.step(id, "stage-in.archive", "0"),
                  server.step(id, "stage-in.archive", "1")))
          .allSatisfy(run -> assertThat(run.attempt()).isEqualTo(1));
    }
  }

  @Test
  void aBrokenToolFailsJobsAndNotTheServer() throws Exception {
    SiteToolConfiguration broken =
        site(Optional.of(STAGE_IN.replace("inputs: {}", "inputs: {size: int}")), Optional.empty());
    try (BatchServer server = server(broken)) {
      Job job = server.awaitEnd(server.launch(APPLICATION, TWO_PRODUCTS));

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("The staging tool of this site cannot be used");
    }
  }
}
