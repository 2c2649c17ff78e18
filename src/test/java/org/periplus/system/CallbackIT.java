package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.callback.Subscriber;

/** Subscribers, and the traces that they and tools are part of. */
@ArquillianTest
class CallbackIT {

  private static final String JSON = "application/json";

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
      new Server("callback-" + UUID.randomUUID().toString().substring(0, 8));

  @BeforeEach
  void deploy() throws Exception {
    server.deploy(SAY);
  }

  @Test
  void aSubscriberIsToldWhatBecameOfAJobUntilItTakesIt() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      subscriber.refuse(1);
      String request =
          """
          {"inputs": {"word": "heard", "seconds": 0},
           "outputs": {"said": {}},
           "subscriber": {"successUri": "%s", "failedUri": "%s"}}
          """;
      URI success = subscriber.uri("/success");
      URI failure = subscriber.uri("/failure");

      HttpResponse<String> response =
          server.post("processes/say/execution", JSON, request.formatted(success, failure));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      Subscriber.Delivery refused = subscriber.next();
      Subscriber.Delivery taken = subscriber.next();
      assertThat(taken.path()).isEqualTo("/success");
      assertThat(taken.delivery()).isEqualTo(refused.delivery());
      assertThat(Server.JSON.readTree(taken.body()).get("said").asText()).isEqualTo("heard");
    }
  }

  @Test
  void aTraceIsPassedOnToToolsAndSubscribers() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: surroundings
        baseCommand: env
        stdout: env.txt
        inputs: {}
        outputs:
          variables:
            type: string
            outputBinding: {glob: env.txt, loadContents: true, outputEval: '$(self[0].contents)'}
        """);
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String parent = "00f067aa0ba902b7";

    String given = variables("traceparent", "00-" + trace + "-" + parent + "-01", trace);
    String none = variables("traceparent", "00-" + trace + "-" + parent, null);

    assertThat(given)
        .containsPattern("TRACEPARENT=00-" + trace + "-(?!" + parent + ")[0-9a-f]{16}-01\\b");
    assertThat(none).doesNotContain("TRACEPARENT", "TRACESTATE");
  }

  /** What the tool sees; the subscriber is in the trace too, or in one of the job's own. */
  private String variables(String header, String value, String trace) throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      HttpResponse<String> response =
          server.send(
              "POST",
              "processes/surroundings/execution",
              "{\"inputs\": {}, \"subscriber\": {\"successUri\": \"%s\"}}"
                  .formatted(subscriber.uri("/success")),
              "Content-Type",
              JSON,
              header,
              value);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      String job = Server.json(response).get("jobID").asText();
      Subscriber.Delivery told = subscriber.next();
      String seen = trace == null ? job.replace("-", "") : trace;
      assertThat(told.traceParent())
          .matches("00-" + seen + "-[0-9a-f]{16}-0" + (trace == null ? "0" : "1"))
          .isNotEqualTo(value);
      return Server.JSON.readTree(told.body()).get("variables").asText();
    }
  }

  @Test
  void aSubscriberThatMayNotBeAskedIsRefused() throws Exception {
    HttpResponse<String> response =
        server.post(
            "processes/say/execution",
            JSON,
            """
            {"inputs": {"word": "x"}, "subscriber": {"successUri": "http://169.254.169.254/"}}
            """);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(Server.json(response).get("detail").asText()).contains("successUri");
  }

  @Test
  void aSubscriberIsToldThatAJobRunsAndThatItFailed() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      server.deploy(
          """
          cwlVersion: v1.2
          class: CommandLineTool
          id: fails
          baseCommand: [sh, -c, 'sleep 2; echo no luck; exit 3']
          inputs: {}
          outputs: {}
          """);

      HttpResponse<String> response =
          server.post(
              "processes/fails/execution",
              JSON,
              """
              {"inputs": {},
               "subscriber": {"successUri": "%s", "inProgressUri": "%s", "failedUri": "%s"}}
              """
                  .formatted(
                      subscriber.uri("/success"),
                      subscriber.uri("/progress"),
                      subscriber.uri("/failure")));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      Subscriber.Delivery delivery = subscriber.next();
      assertThat(delivery.path()).isEqualTo("/progress");
      assertThat(Server.JSON.readTree(delivery.body()).get("status").asText())
          .isIn("accepted", "running");
      while (delivery.path().equals("/progress")) {
        delivery = subscriber.next();
      }
      assertThat(delivery.path()).isEqualTo("/failure");
      assertThat(delivery.body()).contains("no luck");
    }
  }
}
