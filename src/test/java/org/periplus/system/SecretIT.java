package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Inputs that are secret. */
@ArquillianTest
class SecretIT {

  private static final String JSON = "application/json";

  private final Server server =
      new Server("secret-" + UUID.randomUUID().toString().substring(0, 8));

  @Test
  void aSecretIsShownNowhereAndForgottenAtTheEnd() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        $namespaces: {cwltool: 'http://commonwl.org/cwltool#'}
        class: Workflow
        id: login
        hints: {'cwltool:Secrets': {secrets: [password]}}
        inputs: {user: string, password: string}
        outputs: {}
        steps:
          ask:
            run:
              class: CommandLineTool
              baseCommand: [sh, -c, 'test "$0" = hunter2']
              inputs: {word: {type: string, inputBinding: {}}}
              outputs: {}
            in: {word: password}
            out: []
        """);
    String job =
        server.created(
            "{\"process\": \"login\", \"inputs\": {\"user\": \"ann\", \"password\": \"wrong1\"}}");
    server.patch(job, "application/merge-patch+json", "{\"inputs\": {\"password\": \"hunter2\"}}");
    // What is merged into is the request as it was, not as it is shown
    server.patch(job, "application/merge-patch+json", "{\"inputs\": {\"user\": \"bob\"}}");
    assertThat(server.definition(job).at("/inputs/password").asText()).isEqualTo("(secret)");
    assertThat(server.definition(job).at("/inputs/user").asText()).isEqualTo("bob");

    assertThat(server.start(job).statusCode()).isEqualTo(200);

    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    for (String path : List.of("", "/definition", "/inputs", "/steps", "/prov", "/prov?f=provn")) {
      HttpResponse<String> response = server.get("jobs/" + job + path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).as(path).doesNotContain("hunter2");
    }
    try (BatchTables tables = new BatchTables()) {
      assertThat(tables.inputs(job)).contains("bob").doesNotContain("hunter2");
    }
  }

  @Test
  void aSecretStaysOneForTheJobAndIsHandedToNoOtherProcess() throws Exception {
    String other =
        """
        cwlVersion: v1.2
        %s
        class: CommandLineTool
        id: %s
        %s
        baseCommand: echo
        inputs: {token: {type: %s, inputBinding: {}}}
        outputs: {}
        """;
    String secret = "hints: {'cwltool:Secrets': {secrets: [token]}}";
    String namespace = "$namespaces: {cwltool: 'http://commonwl.org/cwltool#'}";
    server.deploy(other.formatted(namespace, "keeps", secret, "string"));
    server.deploy(other.formatted("", "shows", "", "string"));
    server.deploy(other.formatted("", "counts", "", "int"));
    String job = server.created("{\"process\": \"keeps\", \"inputs\": {\"token\": \"hunter22\"}}");

    for (String process : List.of("shows", "counts")) {
      HttpResponse<String> refused =
          server.patch(
              job, "application/merge-patch+json", "{\"process\": \"%s\"}".formatted(process));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("token").doesNotContain("hunter22");
    }
    HttpResponse<String> put =
        server.send(
            "PUT",
            "processes/keeps",
            other.formatted(namespace, "keeps", secret, "string").replace("echo", "cat"),
            "Content-Type",
            "application/cwl+yaml");
    assertThat(put.statusCode()).as(put.body()).isLessThan(300);
    HttpResponse<String> replaced =
        server.patch(job, "application/merge-patch+json", "{\"priority\": 1}");
    assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(400);

    HttpResponse<String> given =
        server.patch(
            job,
            "application/merge-patch+json",
            "{\"process\": \"shows\", \"inputs\": {\"token\": \"another-one\"}}");

    assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
    assertThat(server.definition(job).at("/inputs/token").asText()).isEqualTo("(secret)");
    assertThat(server.start(job).statusCode()).isEqualTo(200);
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    HttpResponse<String> log = server.get("jobs/" + job + "/logs/shows.log");
    assertThat(log.body()).contains("(secret)").doesNotContain("another-one");
    try (BatchTables tables = new BatchTables()) {
      assertThat(tables.inputs(job)).doesNotContain("another-one");
    }
  }

  @Test
  void aSecretWithANameIsAValueThatNobodySees() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: named
        baseCommand: [sh, -c, 'echo got $0 && test "$0" = hunter44']
        inputs: {token: {type: string, inputBinding: {}}}
        outputs: {}
        """);
    String secret = "{\"value\": \"hunter44\"}";
    assertThat(server.put("secrets/pass", JSON, secret).statusCode()).isEqualTo(201);
    assertThat(server.put("secrets/pass", JSON, secret).statusCode()).isEqualTo(204);
    HttpResponse<String> list = server.get("secrets");
    assertThat(Server.json(list).at("/secrets/0/name").asText()).isEqualTo("pass");
    assertThat(list.body()).doesNotContain("hunter44");

    String job = server.execute("named", "{\"token\": {\"$secret\": \"pass\"}}");

    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    assertThat(server.definition(job).at("/inputs/token").asText()).isEqualTo("(secret)");
    assertThat(server.get("jobs/" + job + "/logs/named.log").body())
        .contains("got (secret)")
        .doesNotContain("hunter44");
    HttpResponse<String> unknown =
        server.post(
            "processes/named/execution", JSON, "{\"inputs\": {\"token\": {\"$secret\": \"x\"}}}");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("GET /secrets");
    assertThat(server.delete("secrets/pass").statusCode()).isEqualTo(204);
    assertThat(server.delete("secrets/pass").statusCode()).isEqualTo(404);
    assertThat(server.put("secrets/pass", JSON, "{\"value\": 5}").statusCode()).isEqualTo(400);
    assertThat(server.put("secrets/pass", JSON, "[]").statusCode()).isEqualTo(400);
    assertThat(server.put("secrets/a%20b", JSON, secret).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsWrongWithASecretIsSaidWithoutIt() throws Exception {
    server.deploy(
        """
        cwlVersion: v1.2
        $namespaces: {cwltool: 'http://commonwl.org/cwltool#'}
        class: CommandLineTool
        id: numbered
        hints: {'cwltool:Secrets': {secrets: [pin]}}
        baseCommand: 'true'
        inputs: {pin: {type: {type: enum, symbols: [one, two]}}}
        outputs: {}
        """);

    HttpResponse<String> refused =
        server.post("processes/numbered/execution", JSON, "{\"inputs\": {\"pin\": \"hunter22\"}}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("pin").doesNotContain("hunter22");
  }
}
