package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the server answers to what it cannot take: a problem document that says what to change. */
@ArquillianTest
class BadInputIT {

  private static final String YAML = "application/cwl+yaml";

  private static final String ECHO =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: %s
      baseCommand: echo
      inputs: {word: {type: string, inputBinding: {}}, times: int}
      outputs: {}
      """;

  private final Server server = new Server("bad-input");

  @Test
  void unknownThingsAreNotFoundByTheirOwnTypes() throws Exception {
    isProblem(server.get("processes/none"), 404, "no-such-process", "none");
    isProblem(server.get("jobs/00000000-0000-0000-0000-000000000000"), 404, "no-such-job", "0000");
    isProblem(server.get("jobs/not-a-uuid"), 404, "no-such-job", "not-a-uuid");
    isProblem(
        server.post("processes/none/execution", "application/json", "{}"),
        404,
        "no-such-process",
        "none");
    isProblem(server.get("nothing/here"), 404, "", "");
  }

  @Test
  void documentsThatCannotBeReadAreRefusedWithLineAndColumn() throws Exception {
    isProblem(server.post("processes", YAML, "cwlVersion: v1.2\nclass: [Workflow\n"), 400, "", ":");
    JsonNode unknownClass =
        isProblem(
            server.post("processes", YAML, "cwlVersion: v1.2\nclass: Workflw\nid: x\n"),
            400,
            "",
            "Workflw");
    assertThat(unknownClass.at("/problems/0/line").asInt()).isEqualTo(2);
  }

  @Test
  void aDanglingLinkAndAMissingRunAreBothNamed() throws Exception {
    JsonNode problem =
        isProblem(
            server.post(
                "processes",
                YAML,
                """
                cwlVersion: v1.2
                class: Workflow
                id: dangling
                inputs: {word: string}
                outputs: {}
                steps:
                  one:
                    run: '#nowhere'
                    in: {}
                    out: []
                  two:
                    run:
                      class: CommandLineTool
                      baseCommand: echo
                      inputs: {word: string}
                      outputs: {}
                    in: {word: one/missing}
                    out: []
                """),
            400,
            "",
            "nowhere");
    assertThat(problem.get("problems")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(problem.get("problems").findValuesAsText("line")).contains("8", "17");
    assertThat(server.get("processes/dangling").statusCode()).isEqualTo(404);
  }

  @Test
  void aRequirementThatCannotBeMetIsRefusedByName() throws Exception {
    JsonNode problem =
        isProblem(
            server.post(
                "processes",
                YAML,
                """
                cwlVersion: v1.2
                $namespaces: {cwltool: 'http://commonwl.org/cwltool#'}
                class: CommandLineTool
                id: many-hosts
                requirements: {'cwltool:MPIRequirement': {processes: 4}}
                baseCommand: 'true'
                inputs: {}
                outputs: {}
                """),
            400,
            "",
            "MPIRequirement");
    assertThat(problem.at("/problems/0/line").asInt()).isPositive();
  }

  @Test
  void aProcessThatIsOnlyDescribedIsDeployedAndNotExecuted() throws Exception {
    server.delete("processes/described");
    server.deploy(
        """
        cwlVersion: v1.2
        class: Operation
        id: described
        inputs: {word: string}
        outputs: {}
        """);

    assertThat(server.get("processes/described").statusCode()).isEqualTo(200);
    JsonNode problem =
        isProblem(
            server.post(
                "processes/described/execution",
                "application/json",
                "{\"inputs\": {\"word\": \"a\"}}"),
            501,
            "",
            "Operation");
    assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(1);
  }

  @Test
  void javaScriptThatDoublesAStringWithoutEndFailsItsJobAlone() throws Exception {
    server.delete("processes/doubling");
    server.deploy(
        """
        cwlVersion: v1.2
        class: ExpressionTool
        id: doubling
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {}
        outputs: {}
        expression: |
          ${
            var s = 'x';
            while (true) s += s;
          }
        """);

    JsonNode status = server.awaitEnd(server.execute("doubling", "{}"));

    assertThat(status.get("status").asText()).isEqualTo("failed");
    assertThat(status.get("message").asText()).contains("line 3").contains("memory");
  }

  @Test
  void mediaTypesDuplicatesAndWorkflowsThatDoNotFitAreRefused() throws Exception {
    isProblem(server.post("processes", "text/plain", "x"), 415, "", "");
    server.delete("processes/twice");
    server.deploy(ECHO.formatted("twice"));
    isProblem(
        server.post("processes", YAML, ECHO.formatted("twice")),
        409,
        "duplicated-process",
        "twice");
    isProblem(
        server.post("processes?w=other", YAML, ECHO.formatted("thrice")),
        400,
        "workflow-not-found",
        "other");
  }

  @Test
  void aBadInputNamesTheInputAndMakesNoJob() throws Exception {
    server.delete("processes/strict");
    server.deploy(ECHO.formatted("strict"));

    isProblem(
        server.post(
            "processes/strict/execution",
            "application/json",
            "{\"inputs\": {\"word\": \"a\", \"times\": \"often\"}}"),
        400,
        "",
        "times");
    isProblem(
        server.post("processes/strict/execution", "application/json", "{\"inputs\": {"),
        400,
        "",
        "");

    assertThat(Server.json(server.get("jobs")).get("jobs").findValuesAsText("processID"))
        .doesNotContain("strict");
  }

  @Test
  void resultsThatAreAskedForTooEarlyAreNotReady() throws Exception {
    server.delete("processes/slow");
    server.deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: slow
        baseCommand: [sleep, '300']
        inputs: {}
        outputs: {}
        """);
    String job = server.execute("slow", "{}");

    isProblem(server.get("jobs/" + job + "/results"), 404, "result-not-ready", "");

    server.delete("jobs/" + job);
  }

  private static JsonNode isProblem(
      HttpResponse<String> response, int status, String type, String detail) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            mediaType -> assertThat(mediaType).startsWith("application/problem+json"));
    JsonNode problem = Server.json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("type").asText()).endsWith(type);
    assertThat(response.body()).contains(detail);
    return problem;
  }
}
