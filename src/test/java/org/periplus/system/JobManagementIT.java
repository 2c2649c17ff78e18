package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs that are created, changed and started one after the other: Part 4. */
@ArquillianTest
@Tag("server")
class JobManagementIT {

  private static final String JSON = "application/json";
  private static final String PART_4 =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-4/1.0/";

  private static final String SAY =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: say
      requirements: {InlineJavascriptRequirement: {}}
      baseCommand: [sh, -c]
      arguments: ['sleep $(inputs.seconds)']
      inputs: {word: string, seconds: {type: int, default: 0}, code: {type: int, default: 0}}
      outputs:
        said: {type: string, outputBinding: {outputEval: '$(inputs.word)'}}
        length: {type: int, outputBinding: {outputEval: '$(inputs.word.length)'}}
      """;

  private final Server server =
      new Server("job-management-" + UUID.randomUUID().toString().substring(0, 8));

  @BeforeEach
  void deploy() throws Exception {
    server.deploy(SAY);
  }

  @Test
  void aRequestWithAKeyCreatesOneJob() throws Exception {
    String body = "{\"process\": \"say\", \"inputs\": {\"word\": \"once\"}}";
    String[] key = {"Content-Type", JSON, "Idempotency-Key", "\"" + UUID.randomUUID() + "\""};
    HttpResponse<String> first = server.send("POST", "jobs", body, key);
    HttpResponse<String> second = server.send("POST", "jobs", body, key);

    assertThat(second.statusCode()).as(second.body()).isEqualTo(201);
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(server.send("POST", "jobs", body.replace("once", "twice"), key).statusCode())
        .isEqualTo(422);
  }

  @Test
  void aJobIsCreatedChangedAndThenStarted() throws Exception {
    String process = server.uri("processes/say").toString();
    HttpResponse<String> response =
        server.post("jobs", JSON, "{\"process\": \"say\", \"inputs\": {\"word\": \"one\"}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    JsonNode status = Server.json(response);
    String job = status.get("id").asText();
    assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/jobs/" + job);
    assertThat(status.get("status").asText()).isEqualTo("created");
    assertThat(status.get("jobID").asText()).isEqualTo(job);
    assertThat(status.has("started")).isFalse();
    assertThat(Server.json(server.get("jobs")).get("jobs").findValuesAsText("id"))
        .doesNotContain(job);
    assertThat(Server.json(server.get("jobs?status=created")).get("jobs").findValuesAsText("id"))
        .containsExactly(job);
    HttpResponse<String> early = server.get("jobs/" + job + "/results");
    assertThat(early.statusCode()).isEqualTo(404);
    assertThat(Server.json(early).get("type").asText()).endsWith("/result-not-ready");

    HttpResponse<String> replaced =
        server.patch(
            job,
            "application/ogcapi-processes+json",
            "{\"inputs\": {\"word\": \"four\", \"seconds\": 0}, \"outputs\": {\"said\": {}},"
                + " \"priority\": 4}");
    assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
    assertThat(Server.json(replaced).get("status").asText()).isEqualTo("created");
    HttpResponse<String> patched =
        server.patch(
            job,
            "application/merge-patch+json",
            "{\"inputs\": {\"word\": \"fünf\", \"seconds\": null}, \"priority\": -10}");
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
    assertThat(server.definition(job))
        .isEqualTo(
            Server.JSON.readTree(
                ("{\"process\": \"%s\", \"inputs\": {\"word\": \"fünf\"},"
                        + " \"outputs\": {\"said\": {}}, \"priority\": -10}")
                    .formatted(process)));
    JsonNode inputs = Server.json(server.get("jobs/" + job + "/inputs"));
    assertThat(inputs.at("/inputs/word").asText()).isEqualTo("fünf");
    assertThat(inputs.get("outputs").has("said")).isTrue();

    HttpResponse<String> started = server.start(job);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    assertThat(Server.json(started).get("status").asText()).isIn("accepted", "running");
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    assertThat(server.get("jobs/" + job + "/results/said").body()).isEqualTo("fünf");
    JsonNode outputs = Server.json(server.get("jobs/" + job + "/outputs"));
    assertThat(outputs.get("outputs")).isEqualTo(Server.JSON.readTree("{\"said\": \"fünf\"}"));

    String again = server.created(server.definition(job).toString());
    assertThat(server.definition(again)).isEqualTo(server.definition(job));
    assertThat(Server.json(server.start(job)).get("detail").asText()).contains("successful");
    assertThat(server.start(job).statusCode()).isEqualTo(409);
    assertThat(server.patch(job, JSON, "{\"inputs\": {\"word\": \"x\"}}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void aJobThatRunsIsLocked() throws Exception {
    String job =
        server.created("{\"process\": \"say\", \"inputs\": {\"word\": \"x\", \"seconds\": 60}}");
    assertThat(server.start(job).statusCode()).isEqualTo(200);

    Server.assertProblem(server.start(job), 423, PART_4 + "locked");
    Server.assertProblem(
        server.patch(job, JSON, "{\"inputs\": {\"word\": \"y\"}}"), 423, PART_4 + "locked");

    assertThat(server.delete("jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(server.start(job).statusCode()).isEqualTo(409);
  }

  @Test
  void everyJobHasADefinition() throws Exception {
    String job = server.execute("say", "{\"word\": \"x\"}");

    JsonNode definition = server.definition(job);

    assertThat(definition.get("process").asText()).endsWith("/processes/say");
    assertThat(definition.at("/inputs/word").asText()).isEqualTo("x");
    server.awaitEnd(job);
  }

  @Test
  void aJobIsDismissedBeforeItsStart() throws Exception {
    String job = server.created("{\"process\": \"say\", \"inputs\": {\"word\": \"x\"}}");

    HttpResponse<String> dismissed = server.delete("jobs/" + job);
    assertThat(Server.json(dismissed).get("status").asText()).isEqualTo("dismissed");
    assertThat(server.delete("jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(server.get("jobs/" + job).statusCode()).isEqualTo(404);
  }

  @Test
  void aProcessThatIsGoneStartsNothing() throws Exception {
    server.deploy(SAY.replace("id: say", "id: gone"));
    String job = server.created("{\"process\": \"gone\", \"inputs\": {\"word\": \"x\"}}");
    assertThat(server.delete("processes/gone").statusCode()).isEqualTo(204);

    Server.assertProblem(
        server.start(job),
        404,
        "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process");
  }

  @Test
  void whatIsWrongWithADefinitionIsSaid() throws Exception {
    String good = "{\"process\": \"say\", \"inputs\": {\"word\": \"x\"}}";
    Server.assertProblem(
        server.send(
            "POST", "jobs", good, "Content-Type", JSON, "Content-Schema", "https://x.y/z.json"),
        422,
        PART_4 + "unsupported-schema");
    assertThat(
            server
                .send(
                    "POST",
                    "jobs",
                    good,
                    "Content-Type",
                    JSON,
                    "Content-Schema",
                    "https://raw.githubusercontent.com/opengeospatial/ogcapi-processes/master/openapi"
                        + "/schemas/processes-workflows/execute-workflows.yaml")
                .statusCode())
        .isEqualTo(201);
    Server.assertProblem(
        server.post("jobs", "application/xml", "<job/>"), 415, PART_4 + "unsupported-media-type");
    for (String body :
        List.of(
            "",
            "[]",
            "null",
            "{\"inputs\": {\"word\": \"x\"}}",
            "{\"process\": 1}",
            "{\"process\": \"https://example.com/processes/say\", \"inputs\": {\"word\": \"x\"}}",
            "{\"process\": \"say\", \"inputs\": {\"word\": 1}}",
            "{\"process\": \"say\", \"inputs\": 1}",
            "{\"process\": \"say\", \"inputs\": {\"word\": \"x\"}, \"priority\": 11}",
            "{\"process\": \"say\", \"inputs\": {\"word\": \"x\"}, \"priority\": 0.5}",
            "{\"process\": \"say\", \"inputs\": {\"word\": \"x\"}, \"priority\": \"1\"}",
            "{\"process\": \"say\", \"inputs\": {\"word\": \"x\"}, \"outputs\": {\"y\": {}}}")) {
      HttpResponse<String> response = server.post("jobs", JSON, body);
      assertThat(response.statusCode()).as(body + response.body()).isEqualTo(400);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
    assertThat(server.post("jobs", JSON, "{\"process\": \"nothing\"}").statusCode()).isEqualTo(404);
    String job = server.created(good);
    for (String body : List.of("", "1", "null", "{\"inputs\": {\"word\": 1}}")) {
      for (String mediaType : List.of(JSON, "application/merge-patch+json")) {
        HttpResponse<String> response = server.patch(job, mediaType, body);
        assertThat(response.statusCode()).as(body + response.body()).isEqualTo(400);
      }
    }
    assertThat(server.definition(job).at("/inputs/word").asText()).isEqualTo("x");
    assertThat(server.get("jobs/" + job + "/outputs").statusCode()).isEqualTo(404);
    for (String path : List.of("definition", "inputs", "outputs")) {
      assertThat(server.get("jobs/" + UUID.randomUUID() + "/" + path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aFailedJobGoesOnFromTheStepThatFailedWithMoreMemory() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: Workflow
        id: hungry
        inputs: {}
        outputs: {eaten: {type: string, outputSource: eat/eaten}}
        steps:
          cook:
            run:
              class: CommandLineTool
              baseCommand: [date, '+%N']
              stdout: meal.txt
              inputs: {}
              outputs: {meal: stdout}
            in: {}
            out: [meal]
          eat:
            run:
              class: CommandLineTool
              requirements: {InlineJavascriptRequirement: {}, ResourceRequirement: {ramMin: 64}}
              baseCommand: [sh, -c]
              arguments: ['test $(runtime.ram) -ge 100 && cat $(inputs.meal.path)']
              stdout: eaten.txt
              inputs: {meal: File}
              outputs:
                eaten:
                  type: string
                  outputBinding: {glob: eaten.txt, loadContents: true, outputEval: '$(self[0].contents)'}
            in: {meal: cook/meal}
            out: [eaten]
        """);
    String job = server.execute("hungry", "{}");
    JsonNode failed = server.awaitEnd(job);
    assertThat(failed.get("status").asText()).isEqualTo("failed");
    assertThat(failed.get("links").findValuesAsText("rel")).contains("restart");

    HttpResponse<String> restarted =
        server.send(
            "POST",
            "jobs/" + job + "/results",
            """
            {"inputs": {"cwl:requirements": [{"class": "ResourceRequirement", "ramMin": 128}]}}
            """,
            "Content-Type",
            JSON);

    assertThat(restarted.statusCode()).as(restarted.body()).isEqualTo(200);
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    for (JsonNode step : server.steps(job)) {
      assertThat(step.get("attempt").asInt())
          .as(step.toString())
          .isEqualTo(step.get("path").asText().equals("eat") ? 2 : 1);
    }
    assertThat(server.start(job).statusCode()).isEqualTo(409);
  }

  @Test
  void provenanceSaysWhatRanWithWhichImageOnWhichInputs() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: Workflow
        id: two-steps
        inputs: {word: string}
        outputs: {copy: {type: File, outputSource: second/copy}}
        steps:
          first:
            run:
              class: CommandLineTool
              baseCommand: echo
              stdout: word.txt
              inputs: {word: {type: string, inputBinding: {}}}
              outputs: {made: stdout}
            in: {word: word}
            out: [made]
          second:
            run:
              class: CommandLineTool
              baseCommand: cat
              stdout: copy.txt
              inputs: {made: {type: File, inputBinding: {}}}
              outputs: {copy: stdout}
            in: {made: first/made}
            out: [copy]
        """);
    String job = server.execute("two-steps", "{\"word\": \"a \\\"quoted\\\" word\"}");
    server.awaitEnd(job);

    JsonNode prov = Server.json(server.get("jobs/" + job + "/prov"));

    JsonNode first = prov.at("/activity/job:step~1first");
    assertThat(first.get("prov:startTime").asText()).isLessThan(first.get("prov:endTime").asText());
    assertThat(first.get("periplus:exitCode").asText()).isEqualTo("0");
    String made = "job:file/work/first/out/word.txt";
    assertThat(prov.at("/entity").path(made).path("periplus:size").asText()).isEqualTo("16");
    assertThat(relations(prov, "wasGeneratedBy", "prov:entity", made))
        .containsExactly("job:step/first made");
    assertThat(relations(prov, "used", "prov:entity", made))
        .containsExactly("job:step/second made");
    assertThat(relations(prov, "used", "prov:activity", "job:step/first"))
        .contains("job:step/first word", "job:step/first container image");
    assertThat(prov.get("entity").toString()).contains("sha256:");
    assertThat(prov.at("/entity/job:input~1word").get("prov:value").asText())
        .isEqualTo("a \"quoted\" word");
    assertThat(prov.get("entity").has("job:result/copy")).isTrue();
    assertThat(prov.toString()).doesNotContain("file:/");

    HttpResponse<String> notation = inNotation(job);
    assertThat(notation.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/provenance-notation");
    assertThat(notation.body())
        .startsWith("document\n")
        .contains("wasGeneratedBy(" + made + ", job:step/first, ")
        .contains("prov:value=\"a \\\"quoted\\\" word\"")
        .endsWith("endDocument\n");
    assertThat(server.get("jobs/" + UUID.randomUUID() + "/prov").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> inNotation(String job) throws Exception {
    return server.send("GET", "jobs/" + job + "/prov", "", "Accept", "text/provenance-notation");
  }

  /** The activities and roles of the relations that have such a member. */
  private static List<String> relations(JsonNode prov, String kind, String member, String value) {
    List<String> found = new ArrayList<>();
    for (JsonNode relation : prov.get(kind)) {
      if (relation.get(member).asText().equals(value)) {
        found.add(
            relation.get("prov:activity").asText() + " " + relation.get("prov:role").asText());
      }
    }
    return found;
  }

  @Test
  void aConsolePausesTheIntakeAndDismissesJobs() throws Exception {
    try (JMXConnector console = ServerProcess.console()) {
      MBeanServerConnection mbeans = console.getMBeanServerConnection();
      ObjectName jobs = new ObjectName("org.periplus:type=Jobs");
      mbeans.invoke(jobs, "pauseIntake", null, null);
      String job;
      try {
        assertThat(mbeans.getAttribute(jobs, "IntakePaused")).isEqualTo(true);
        job = server.execute("say", "{\"word\": \"x\", \"seconds\": 60}");
        assertThat(server.status(job).get("status").asText()).isEqualTo("accepted");
        assertThat(server.status(job).get("message").asText()).contains("place in the queue is ");
        assertThat((Long) mbeans.getAttribute(jobs, "QueueLength")).isPositive();
        JsonNode paused = Server.json(server.get("operations"));
        assertThat(paused.at("/intake/paused").asBoolean()).isTrue();
        assertThat(paused.get("waiting").findValuesAsText("processID")).contains("say");
      } finally {
        mbeans.invoke(jobs, "resumeIntake", null, null);
      }
      server.await(job, status -> status.get("status").asText().equals("running"));
      assertThat((CompositeData[]) mbeans.getAttribute(jobs, "Running"))
          .extracting(running -> running.get("id"))
          .contains(job);
      JsonNode operations = Server.json(server.get("operations"));
      assertThat(operations.get("running").findValuesAsText("jobID")).contains(job);
      assertThat(operations.get("servers").findValuesAsText("lease")).isNotEmpty();
      for (String page : List.of("operations?f=html", "statistics?f=html")) {
        assertThat(server.get(page).statusCode()).as(page).isEqualTo(200);
      }

      Object dismissed =
          mbeans.invoke(jobs, "dismiss", new Object[] {job}, new String[] {String.class.getName()});
      assertThat(dismissed).isEqualTo("dismissed");
      assertThat(server.status(job).get("status").asText()).isEqualTo("dismissed");
    }
  }
}
