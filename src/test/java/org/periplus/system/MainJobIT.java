package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.periplus.container.docker.DockerEngine;
import org.periplus.container.docker.DockerSettings;
import org.periplus.system.BatchTables.StepRow;

/** The main job: deploy an application package, execute it, watch it, read its results, dismiss. */
@ArquillianTest
@Tag("server")
class MainJobIT {

  private static final String SLEEPER =
      """
      cwlVersion: v1.2
      class: Workflow
      id: sleeper
      requirements: {ScatterFeatureRequirement: {}}
      inputs: {seconds: 'int[]'}
      outputs: {}
      steps:
        sleep:
          run:
            class: CommandLineTool
            baseCommand: sleep
            inputs: {seconds: {type: int, inputBinding: {}}}
            outputs: {}
          scatter: seconds
          in: {seconds: seconds}
          out: []
      """;

  private final Server acme = new Server("acme");

  @Test
  void runsTheExampleFromDeploymentToResults() throws Exception {
    acme.delete("processes/water-bodies");
    acme.deploy(Scenes.applicationPackage());
    String job = acme.execute("water-bodies", Scenes.inputs());

    List<Integer> progress = new ArrayList<>();
    JsonNode status =
        acme.await(
            job,
            now -> {
              progress.add(now.get("progress").asInt());
              return Instant.parse(now.get("updated").asText()) != null
                  && !now.get("status").asText().matches("accepted|running");
            });

    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    assertThat(progress).isSorted();
    assertThat(progress).anyMatch(percent -> percent > 0 && percent < 100);
    hasTrueInstants(status);
    linksALogForEachToolRun(status);
    publishesTwoItemsWithMasks(job);
    mirrorsTheWorkflowInTheBatchRepository(job);
  }

  private static void hasTrueInstants(JsonNode status) {
    List<Instant> instants =
        List.of("created", "started", "finished").stream()
            .map(member -> Instant.parse(status.get(member).asText()))
            .toList();
    assertThat(instants).isSorted();
    assertThat(instants.get(2)).isBetween(Instant.now().minusSeconds(180), Instant.now());
  }

  private void linksALogForEachToolRun(JsonNode status) throws Exception {
    Map<String, String> links =
        StreamSupport.stream(status.get("links").spliterator(), false)
            .collect(
                java.util.stream.Collectors.toMap(
                    link -> link.get("title").asText(), link -> link.get("href").asText()));
    assertThat(links.keySet())
        .contains("Status location", "Result location")
        .contains("Tool log node_crop.log", "Tool log node_crop_4.log")
        .contains("Tool log node_normalized_difference_2.log", "Tool log node_otsu.log")
        .contains("Tool log node_stac.log");
    assertThat(acme.download(links.get("Tool log node_crop_3.log"))).isNotEmpty();
  }

  private void publishesTwoItemsWithMasks(String job) throws Exception {
    JsonNode collection =
        Server.json(acme.get("jobs/" + job + "/results")).at("/stac_catalog/value");
    assertThat(collection.get("type").asText()).isEqualTo("FeatureCollection");
    assertThat(collection.get("id").asText()).isEqualTo(job);
    assertThat(collection.get("features")).hasSize(2);
    assertThat(collection.findValuesAsText("id")).contains(Scenes.ITEMS);
    for (JsonNode item : collection.get("features")) {
      JsonNode asset = item.at("/assets/data");
      assertThat(asset.get("type").asText()).isEqualTo("image/tiff; application=geotiff");
      byte[] mask = acme.download(asset.get("href").asText());
      assertThat(new String(mask, 0, 2, java.nio.charset.StandardCharsets.US_ASCII))
          .isIn("II", "MM");
    }
  }

  private static void mirrorsTheWorkflowInTheBatchRepository(String job) throws Exception {
    try (BatchTables tables = new BatchTables()) {
      // The job's own execution and one for each element of the scattered subworkflow.
      assertThat(tables.jobExecutions(job)).hasSize(3).containsOnly("COMPLETED");
      assertThat(tables.steps(job))
          .extracting(StepRow::name, StepRow::status, StepRow::partitions)
          .containsExactly(
              tuple("node_water_bodies", "COMPLETED", 2),
              tuple("node_stac", "COMPLETED", 0),
              tuple("stage-out", "COMPLETED", 0));
      assertThat(tables.subworkflowSteps(job))
          .extracting(StepRow::name, StepRow::partitions)
          .containsExactlyInAnyOrder(
              tuple("node_crop", 2),
              tuple("node_normalized_difference", 0),
              tuple("node_otsu", 0),
              tuple("node_crop", 2),
              tuple("node_normalized_difference", 0),
              tuple("node_otsu", 0));
      List<StepRow> steps = tables.steps(job);
      assertThat(steps.get(1).start()).isAfterOrEqualTo(steps.get(0).end());
      assertThat(steps.get(2).start()).isAfterOrEqualTo(steps.get(1).end());
    }
  }

  @Test
  void dismissesARunningJobAndLeavesNoContainer() throws Exception {
    acme.delete("processes/sleeper");
    acme.deploy(SLEEPER);
    String job = acme.execute("sleeper", "{\"seconds\": [300, 300, 300, 300]}");
    acme.await(job, status -> status.get("message").asText().contains("sleep"));

    HttpResponse<String> response = acme.delete("jobs/" + job);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode dismissed = Server.json(response);
    assertThat(dismissed.get("status").asText()).isEqualTo("dismissed");
    assertThat(dismissed.get("jobID").asText()).isEqualTo(job);
    assertThat(dismissed.at("/links/0/rel").asText()).isEqualTo("parent");
    try (DockerEngine engine = new DockerEngine(DockerSettings.DEFAULT)) {
      assertThat(engine.find(Map.of("org.periplus.job", job))).isEmpty();
    }
    assertThat(acme.status(job).get("status").asText()).isEqualTo("dismissed");
    try (BatchTables tables = new BatchTables()) {
      assertThat(tables.jobExecutions(job)).containsExactly("STOPPED");
      assertThat(acme.delete("jobs/" + job).statusCode()).isEqualTo(200);
      assertThat(tables.jobExecutions(job)).as("deleted with their job").isEmpty();
    }
  }

  @Test
  void aProcessIsUndeployedUnderItsRunningJobsOnlyByForce() throws Exception {
    acme.delete("processes/sleeper?force=true");
    assertThat(acme.post("processes", "text/yaml", SLEEPER).statusCode()).isEqualTo(201);
    String job = acme.execute("sleeper", "{\"seconds\": [300]}");
    acme.await(job, status -> status.get("message").asText().contains("sleep"));

    HttpResponse<String> refused = acme.delete("processes/sleeper");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Server.json(refused).get("detail").asText()).contains("sleeper", "?force=true");
    assertThat(acme.get("processes/sleeper").statusCode()).isEqualTo(200);
    assertThat(acme.delete("processes/sleeper?force=perhaps").statusCode()).isEqualTo(400);

    assertThat(acme.delete("processes/sleeper?force=true").statusCode()).isEqualTo(204);
    assertThat(acme.get("processes/sleeper").statusCode()).isEqualTo(404);
    assertThat(acme.status(job).get("status").asText()).isEqualTo("dismissed");
    try (DockerEngine engine = new DockerEngine(DockerSettings.DEFAULT)) {
      assertThat(engine.find(Map.of("org.periplus.job", job))).isEmpty();
    }
  }

  @Test
  void saysWhyAJobFailed() throws Exception {
    acme.delete("processes/broken");
    acme.deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: broken
        baseCommand: [sh, -c, 'echo working; echo "no such scene" >&2; exit 3']
        inputs: {}
        outputs: {}
        """);
    String job = acme.execute("broken", "{}");

    JsonNode status = acme.awaitEnd(job);

    assertThat(status.get("status").asText()).isEqualTo("failed");
    assertThat(status.get("message").asText()).contains("broken", "exit code 3", "no such scene");
    HttpResponse<String> results = acme.get("jobs/" + job + "/results");
    assertThat(results.statusCode()).isEqualTo(500);
    assertThat(results.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(results.body()).contains("no such scene");
  }

  @Test
  void keepsTenantsApart() throws Exception {
    acme.delete("processes/sleeper");
    acme.deploy(SLEEPER);
    String job = acme.execute("sleeper", "{\"seconds\": [0]}");
    Server other = new Server("other");

    assertThat(other.get("processes/sleeper").statusCode()).isEqualTo(404);
    assertThat(other.get("jobs/" + job).statusCode()).isEqualTo(404);
    assertThat(other.delete("jobs/" + job).statusCode()).isEqualTo(404);
    assertThat(acme.awaitEnd(job).get("status").asText()).isEqualTo("successful");
  }
}
