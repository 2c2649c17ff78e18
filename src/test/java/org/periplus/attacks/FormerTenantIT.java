package org.periplus.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.system.ClosedServer;

/**
 * The rows of the table about a tenant that is deleted from the configuration while its jobs run:
 * they need a server that starts twice.
 */
@Tag("server")
class FormerTenantIT {

  private static final String KIND = "tenant";
  private static final String CWL = "application/cwl+yaml";
  private static final String JSON = "application/json";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String SLEEPS =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: sleeps
      baseCommand: [sleep, '1800']
      inputs: {}
      outputs: {}
      """;

  @TempDir private Path folder;

  private AttackRun run;
  private LocalIssuer issuer;
  private ClosedServer server;

  @Test
  void whatIsLeftOfATenantIsItsOperatorsAlone() throws Exception {
    run = new AttackRun(Path.of("target", "attacks-of-former-tenants.txt"));
    try (LocalIssuer own = new LocalIssuer(0);
        ClosedServer started = ClosedServer.start(folder, URI.create(own.url()), Map.of())) {
      issuer = own;
      server = started;
      deploy();
      String ended = execute("echo", "{\"string\": \"a\"}");
      await(member(), ended, "successful");
      String running = execute("sleeps", "{}");
      await(member(), running, "running");
      String results = ask(member(), "GET", "acme", "jobs/" + ended + "/results", "").body();

      server.restartWithout(ClosedServer.ACME);

      Map<String, String> jobs = new LinkedHashMap<>();
      jobs.put("the ended job", ended);
      jobs.put("the running job", running);
      isNothingForItsMembers(jobs);
      isNothingElsewhere(jobs);
      isSeenByOperators(ended, running, results);
    }
    run.end();
    assertThat(run.failures()).isEmpty();
  }

  private String member() throws Exception {
    return token("emil", "acme", "periplus-deployer");
  }

  private String operator() throws Exception {
    return token("olga", "eo-dev", Provider.OPERATOR);
  }

  private String token(String user, String group, String role) throws Exception {
    return issuer.signed(issuer.claims(role).subject(user).claim("groups", List.of(group)).build());
  }

  private HttpResponse<String> ask(
      String token, String method, String tenant, String path, String body) throws Exception {
    return server.ask(token, method, server.uri(tenant, path), JSON, body, "Accept", JSON);
  }

  private void deploy() throws Exception {
    HttpResponse<String> deployed =
        server.ask(member(), "POST", server.uri("acme", "processes"), CWL, SLEEPS);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);
  }

  private String execute(String process, String inputs) throws Exception {
    HttpResponse<String> answer =
        server.ask(
            member(),
            "POST",
            server.uri("acme", "processes/" + process + "/execution"),
            JSON,
            "{\"inputs\": " + inputs + "}",
            "Prefer",
            "respond-async;return=representation");
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return json(answer).get("jobID").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return MAPPER.readTree(answer.body());
  }

  /** Waits until a job of acme is so, as far as somebody may see it. */
  private void await(String token, String job, String status) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> answer = ask(token, "GET", "acme", "jobs/" + job, "");
    while (!json(answer).path("status").asText().equals(status)) {
      assertThat(System.nanoTime() - deadline).as(answer.body()).isNegative();
      TimeUnit.MILLISECONDS.sleep(200);
      answer = ask(token, "GET", "acme", "jobs/" + job, "");
    }
  }

  private void isNothingForItsMembers(Map<String, String> jobs) throws Exception {
    for (String path : List.of("", "jobs", "processes", "processes/sleeps/package")) {
      row("its member reads /" + path, ask(member(), "GET", "acme", path, ""), 404);
    }
    row("its member executes", executes(member()), 404);
    for (Map.Entry<String, String> job : jobs.entrySet()) {
      String path = "jobs/" + job.getValue();
      row("its member reads " + job.getKey(), ask(member(), "GET", "acme", path, ""), 404);
      row(
          "its member reads the results of " + job.getKey(),
          ask(member(), "GET", "acme", path + "/results", ""),
          404);
      row("its member dismisses " + job.getKey(), ask(member(), "DELETE", "acme", path, ""), 404);
    }
  }

  private void isNothingElsewhere(Map<String, String> jobs) throws Exception {
    String stranger = token("gus", "globex", "periplus-deployer");
    for (Map.Entry<String, String> job : jobs.entrySet()) {
      String reads = " reads " + job.getKey();
      String path = "jobs/" + job.getValue();
      row("another's member" + reads, ask(stranger, "GET", "acme", path, ""), 404);
      row(
          "another's member, by that one's name," + reads,
          ask(stranger, "GET", "globex", path, ""),
          404);
      row("its member, by another's name," + reads, ask(member(), "GET", "globex", path, ""), 404);
      row(
          "an operator, by another's name," + reads,
          ask(operator(), "GET", "globex", path, ""),
          404);
    }
    row("an operator at one that never was", ask(operator(), "GET", "initech", "jobs", ""), 404);
  }

  private void isSeenByOperators(String ended, String running, String results) throws Exception {
    row("an operator executes", executes(operator()), 404);
    HttpResponse<String> kept = ask(operator(), "GET", "acme", "jobs/" + ended + "/results", "");
    row("an operator reads the results of the ended job", kept, 200);
    assertThat(kept.body()).isEqualTo(results);
    HttpResponse<String> jobs = ask(operator(), "GET", "acme", "jobs?owner=all", "");
    row("an operator lists the jobs", jobs, 200);
    assertThat(jobs.body()).contains(ended, running);
    await(operator(), running, "running");
    row(
        "an operator dismisses the running job",
        ask(operator(), "DELETE", "acme", "jobs/" + running, ""),
        200);
    await(operator(), running, "dismissed");
  }

  private HttpResponse<String> executes(String token) throws Exception {
    return ask(
        token, "POST", "acme", "processes/echo/execution", "{\"inputs\": {\"string\": \"a\"}}");
  }

  private void row(String name, HttpResponse<String> answer, int right) throws IOException {
    int status = answer.statusCode();
    run.print(
        KIND,
        "deleted, " + name,
        new Finding(
            Integer.toString(status), status == right ? List.of() : List.of("it is not " + right)));
  }
}
