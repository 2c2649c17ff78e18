package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.LocalIssuer;

/** Who may do what, on a running server, with tokens of a real Keycloak and of a made-up issuer. */
@ArquillianTest
@Tag("server")
class IdentityIT {

  private static Keycloak keycloak;
  private static LocalIssuer issuer;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server("identity");

  @BeforeAll
  static void start() throws Exception {
    if (keycloak == null) {
      keycloak = Keycloak.start();
      issuer = new LocalIssuer(Integer.getInteger("system.test.issuer.port"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    keycloak.close();
    issuer.close();
  }

  private HttpResponse<String> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.noBody());
    for (int at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> with(String token, String method, String path)
      throws IOException, InterruptedException {
    return ask(method, path, "Authorization", "Bearer " + token);
  }

  /** Each operation, for each caller: who may meets the resource, whatever that makes of it. */
  @Test
  void eachCallerMayWhatTheTableSays() throws Exception {
    Map<String, Optional<Role>> callers = new LinkedHashMap<>();
    callers.put(keycloak.token("notebook", "nora"), Optional.empty());
    callers.put(keycloak.token("notebook", "rita"), Optional.of(Role.READER));
    callers.put(keycloak.token("notebook", "emil"), Optional.of(Role.EXECUTOR));
    callers.put(keycloak.token("notebook", "dora"), Optional.of(Role.DEPLOYER));
    callers.put(keycloak.token("notebook", "olga"), Optional.of(Role.OPERATOR));
    callers.put(keycloak.serviceToken(), Optional.of(Role.EXECUTOR));
    List<String> wrong = new ArrayList<>();
    int cells = 0;
    for (Operation operation : Operations.all()) {
      for (Map.Entry<String, Optional<Role>> caller : callers.entrySet()) {
        cells++;
        boolean may =
            operation.needs().isEmpty()
                || caller.getValue().filter(r -> r.includes(operation.needs().get())).isPresent();
        HttpResponse<String> answer =
            ask(
                operation.method(),
                path(operation),
                "Authorization",
                "Bearer " + caller.getKey(),
                "Content-Type",
                mediaType(operation));
        if (may == (answer.statusCode() == 403)) {
          wrong.add(
              operation + " for " + caller.getValue() + ": " + answer.statusCode() + answer.body());
        }
      }
    }
    assertThat(wrong).as("of " + cells + " cells").isEmpty();
    assertThat(cells).isEqualTo(Operations.all().size() * callers.size());
  }

  /** One that the operation reads: others are refused before it is known what is meant. */
  private static String mediaType(Operation operation) {
    return operation.path().matches("/processes(/\\{processID})?")
        ? "application/cwl+yaml"
        : "application/json";
  }

  private static String path(Operation operation) {
    return operation
        .path()
        .substring(1)
        .replace("{processID}", "no-such-process")
        .replace("{jobID}", "00000000-0000-0000-0000-000000000000")
        .replace("{revision}", "1")
        .replace("{N}", "0")
        .replace("assets/{name}", "assets/none.css")
        .replace("swagger-ui/{name}", "swagger-ui/none.css")
        .replaceAll("\\{[a-zA-Z]+}", "none");
  }

  @Test
  void aRefusalIsAProblemDocumentThatSaysWhatIsMissing() throws Exception {
    HttpResponse<String> answer =
        with(keycloak.token("notebook", "emil"), "DELETE", "processes/echo");
    assertThat(answer.statusCode()).isEqualTo(403);
    isProblem(answer);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .isEqualTo("Bearer realm=\"periplus\", error=\"insufficient_scope\"");
    assertThat(Server.json(answer).get("detail").asText())
        .isEqualTo(
            "DELETE /processes/{processID} needs the role deployer; your role here is executor."
                + " GET /me says why.");
  }

  @Test
  void everybodyLearnsWhoTheyAreAndWhy() throws Exception {
    JsonNode dora = Server.json(with(keycloak.token("notebook", "dora"), "GET", "me"));
    assertThat(dora.get("name").asText()).isEqualTo("dora");
    assertThat(dora.get("role").asText()).isEqualTo("deployer");
    assertThat(dora.get("rule").asText())
        .isEqualTo("periplus.security.roles.deployer=role:periplus-deployer");
    JsonNode nora = Server.json(with(keycloak.token("notebook", "nora"), "GET", "me"));
    assertThat(nora.has("role")).isFalse();
    assertThat(nora.get("rule").asText()).contains("periplus.security.roles");
    assertThat(Server.json(ask("GET", "me")).get("anonymous").asBoolean()).isTrue();
  }

  @Test
  void jobsBelongToWhoMadeThem() throws Exception {
    String emil = keycloak.token("notebook", "emil");
    String dora = keycloak.token("notebook", "dora");
    String olga = keycloak.token("notebook", "olga");
    String emils = execute(emil, "mine");
    assertThat(execute(emil, "mine")).as("by the same key").isEqualTo(emils);
    assertThat(execute(dora, "mine")).as("another one's key").isNotEqualTo(emils);

    JsonNode status = Server.json(with(emil, "GET", "jobs/" + emils));
    assertThat(status.get("owner").asText()).isEqualTo("emil");
    for (String part : new String[] {"", "/results", "/inputs", "/definition", "/steps", "/prov"}) {
      assertThat(with(emil, "GET", "jobs/" + emils + part).statusCode()).as(part).isEqualTo(200);
      assertThat(with(dora, "GET", "jobs/" + emils + part).statusCode()).as(part).isEqualTo(404);
      assertThat(with(olga, "GET", "jobs/" + emils + part).statusCode()).as(part).isEqualTo(200);
    }
    assertThat(listed(emil, "jobs")).contains(emils);
    assertThat(listed(dora, "jobs?owner=all")).doesNotContain(emils);
    assertThat(listed(olga, "jobs")).doesNotContain(emils);
    assertThat(listed(olga, "jobs?owner=all")).contains(emils);
    assertThat(with(emil, "GET", "jobs?owner=dora").statusCode()).isEqualTo(400);
    assertThat(with(dora, "DELETE", "jobs/" + emils).statusCode()).isEqualTo(404);
    assertThat(with(emil, "DELETE", "jobs/" + emils).statusCode()).isEqualTo(200);
  }

  /** Five requests a minute for each user; the minute may end meanwhile. */
  @Test
  void whoAsksMoreThanTheyMayIsToldWhenToAskAgain() throws Exception {
    Server hurried = new Server("hurried");
    String emil = "Bearer " + keycloak.token("notebook", "emil");
    HttpResponse<String> answer = get(hurried.uri("processes"), emil);
    for (int number = 1; number < 12 && answer.statusCode() != 429; number++) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("RateLimit-Policy").orElseThrow())
          .isEqualTo("\"user-requests-a-minute\";q=5;w=60");
      assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
          .matches("\"user-requests-a-minute\";r=[0-4];t=\\d+");
      answer = get(hurried.uri("processes"), emil);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    isProblem(answer);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    JsonNode problem = Server.json(answer);
    assertThat(problem.get("type").asText())
        .isEqualTo("https://iana.org/assignments/http-problem-types#quota-exceeded");
    assertThat(problem.at("/violated-policies/0").asText()).isEqualTo("user-requests-a-minute");
    assertThat(problem.at("/problems/0/limit").asInt()).isEqualTo(5);
    assertThat(problem.at("/problems/0/used").asInt()).isEqualTo(5);
    String dora = "Bearer " + keycloak.token("notebook", "dora");
    HttpResponse<String> me = get(hurried.uri("me"), dora);
    assertThat(me.statusCode()).as("another user").isEqualTo(200);
    JsonNode usage = Server.json(me).get("usage").get(0);
    assertThat(usage.get("quota").asText()).isEqualTo("requests-a-minute");
    assertThat(usage.get("of").asText()).isEqualTo("user");
    assertThat(usage.get("limit").asInt()).isEqualTo(5);
    assertThat(usage.get("used").asInt()).isEqualTo(1);
  }

  private HttpResponse<String> get(URI uri, String authorization) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri).header("Authorization", authorization).build(),
        BodyHandlers.ofString());
  }

  @Test
  void theAuditTrailSaysWhoDidWhat() throws Exception {
    String emil = keycloak.token("notebook", "emil");
    String dora = keycloak.token("notebook", "dora");
    String olga = keycloak.token("notebook", "olga");
    String job = execute(emil, "audited");
    assertThat(with(emil, "GET", "jobs/" + job + "/results/string").statusCode()).isEqualTo(200);
    assertThat(with(dora, "GET", "audit").statusCode()).isEqualTo(403);
    Set<String> expected =
        Set.of(
            "anonymous DELETE /jobs/{jobID} refused 401",
            "dora GET /jobs/{jobID}/inputs refused 404",
            "emil GET /jobs/{jobID}/results/{outputID} succeeded 200",
            "emil POST /processes/{processID}/execution succeeded 201");
    List<JsonNode> entries = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!shown(entries).containsAll(expected)) {
      assertThat(System.nanoTime() - deadline).as("seen " + shown(entries)).isNegative();
      // Others of this client may have been refused just now, so that these have no entries.
      assertThat(with(dora, "GET", "jobs/" + job + "/inputs").statusCode()).isEqualTo(404);
      assertThat(with("x", "DELETE", "jobs/" + job).statusCode()).isEqualTo(401);
      TimeUnit.MILLISECONDS.sleep(200);
      entries.clear();
      Server.json(with(olga, "GET", "audit?object=" + job)).get("entries").forEach(entries::add);
    }
    assertThat(shown(entries)).isEqualTo(expected);
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.get("client").asText()).isEqualTo("127.0.0.1");
              assertThat(entry.get("tenant").asText()).isEqualTo("identity");
            });
    JsonNode executed = entries.get(entries.size() - 1);
    assertThat(executed.get("object").asText()).isEqualTo("echo");
    assertThat(executed.get("made").asText()).isEqualTo(job);
    assertThat(executed.get("traceID").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(entries.get(entries.size() - 2).get("part").asText()).isEqualTo("string");

    JsonNode first = Server.json(with(olga, "GET", "audit?limit=2&object=" + job));
    String next = next(first);
    JsonNode second = Server.json(with(olga, "GET", next.substring(next.indexOf("audit?"))));
    assertThat(second.get("entries").get(0).get("time").asText())
        .isLessThanOrEqualTo(first.get("entries").get(1).get("time").asText());
    assertThat(second.get("entries")).doesNotContainAnyElementsOf(first.get("entries"));
    HttpResponse<String> page =
        ask("GET", "audit?object=" + job, "Authorization", "Bearer " + olga, "Accept", "text/html");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body()).contains("<h1>Audit trail</h1>", "dora", "GET /jobs/{jobID}/inputs");
    assertThat(with(olga, "GET", "audit?outcome=odd").statusCode()).isEqualTo(400);
  }

  private static String next(JsonNode page) {
    for (JsonNode link : page.get("links")) {
      if (link.get("rel").asText().equals("next")) {
        return link.get("href").asText();
      }
    }
    throw new AssertionError("There is no next link in " + page);
  }

  private static Set<String> shown(List<JsonNode> entries) {
    return entries.stream()
        .map(
            entry ->
                entry.path("user").asText("anonymous")
                    + " "
                    + entry.get("operation").asText()
                    + " "
                    + entry.get("outcome").asText()
                    + " "
                    + entry.get("status").asInt())
        .collect(Collectors.toSet());
  }

  private String execute(String token, String key) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(server.uri("processes/echo/execution"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("Prefer", "respond-async;return=representation")
                .POST(BodyPublishers.ofString("{\"inputs\": {\"string\": \"a\"}}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return awaitSuccess(token, Server.json(answer).get("jobID").asText());
  }

  private String awaitSuccess(String token, String job) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    JsonNode status = Server.json(with(token, "GET", "jobs/" + job));
    while (!status.get("status").asText().equals("successful")) {
      assertThat(status.get("status").asText()).as(status.toString()).isNotEqualTo("failed");
      assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
      TimeUnit.MILLISECONDS.sleep(200);
      status = Server.json(with(token, "GET", "jobs/" + job));
    }
    return job;
  }

  private List<String> listed(String token, String path) throws Exception {
    List<String> ids = new ArrayList<>();
    Server.json(with(token, "GET", path))
        .get("jobs")
        .forEach(job -> ids.add(job.get("jobID").asText()));
    return ids;
  }

  /** Each by an exchange of their own token: the archive takes none that is for this server. */
  @Test
  void jobsReadFromAnArchiveOfTheSameRealmAsTheirOwners() throws Exception {
    try (Archive archive = new Archive(keycloak)) {
      String dora = keycloak.token("notebook", "dora");
      HttpResponse<String> deployed =
          send(
              dora,
              "processes",
              "application/cwl+yaml",
              """
              cwlVersion: v1.2
              class: CommandLineTool
              id: reads
              baseCommand: cat
              inputs: {scene: {type: File, inputBinding: {}}}
              outputs: {reader: {type: stdout}}
              """);
      assertThat(deployed.statusCode()).as(deployed.body()).isBetween(200, 409);
      for (String user : List.of("emil", "dora")) {
        String token = keycloak.token("notebook", user);
        HttpResponse<String> accepted =
            send(
                token,
                "processes/reads/execution",
                "application/json",
                "{\"inputs\": {\"scene\": {\"href\": \"" + archive.file() + "\"}}}");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
        String job = awaitSuccess(token, Server.json(accepted).get("jobID").asText());
        JsonNode results = Server.json(with(token, "GET", "jobs/" + job + "/results"));
        HttpResponse<String> reader =
            get(URI.create(results.at("/reader/href").asText()), "Bearer " + token);
        assertThat(reader.body()).as(results.toString()).isEqualTo(keycloak.id(user));
        for (String part : new String[] {"", "/inputs", "/definition", "/steps", "/prov"}) {
          assertThat(with(token, "GET", "jobs/" + job + part).body())
              .doesNotContain("eyJ")
              .doesNotContain("Bearer");
        }
      }
    }
  }

  @Test
  void eventsEndWithTheTokenOfWhoFollows() throws Exception {
    String job = server.created("{\"process\": \"echo\", \"inputs\": {\"string\": \"a\"}}");
    // The server's clock may differ from the issuer's by half a minute.
    String token =
        issuer.signed(
            issuer
                .claims("periplus-operator")
                .expirationTime(Date.from(Instant.now().minusSeconds(20)))
                .build());

    HttpResponse<String> events = with(token, "GET", "jobs/" + job + "/events");

    assertThat(events.statusCode()).as(events.body()).isEqualTo(200);
    assertThat(events.body()).contains("event: status").contains("event: expired");
    assertThat(with(token, "GET", "jobs/" + job + "/events").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> send(String token, String path, String mediaType, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", mediaType)
            .header("Prefer", "respond-async;return=representation")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aTokenForSomebodyElseIsRefused() throws Exception {
    refused(with(keycloak.token("stranger", "olga"), "GET", "processes"));
  }

  @Test
  void aTokenThatProvesNothingIsRefused() throws Exception {
    String token = issuer.token("periplus-reader");
    assertThat(with(token, "GET", "processes").statusCode()).isEqualTo(200);
    refused(with(token.substring(0, token.length() - 8) + "AAAAAAAA", "GET", "processes"));
    refused(with("x", "GET", "processes"));
    refused(ask("GET", "processes", "Authorization", "Basic YWRhOmFkYQ=="));
    // also where everybody may do it
    refused(with("x", "GET", "callback-keys"));
  }

  private static void refused(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer realm=\"periplus\"");
    isProblem(answer);
  }

  private static void isProblem(HttpResponse<String> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    JsonNode problem = Server.json(answer);
    assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
    assertThat(problem.get("detail").asText()).isNotBlank();
  }

  @Test
  void twoTokensAndTokensInUrlsAreRefused() throws Exception {
    String bearer = "Bearer " + issuer.token("periplus-reader");
    HttpResponse<String> twice =
        ask("GET", "processes", "Authorization", bearer, "Authorization", bearer);
    assertThat(twice.statusCode()).isEqualTo(400);
    HttpResponse<String> inUrl = ask("GET", "processes?access_token=" + bearer.substring(7));
    assertThat(inUrl.statusCode()).isEqualTo(400);
    isProblem(inUrl);
  }

  @Test
  void theApiSaysHowToLogIn() throws Exception {
    JsonNode api = Server.json(ask("GET", "api", "Accept", "application/json"));
    assertThat(api.at("/components/securitySchemes/bearer/type").asText()).isEqualTo("http");
    assertThat(api.at("/components/securitySchemes/openid-keycloak/openIdConnectUrl").asText())
        .endsWith("/realms/periplus/.well-known/openid-configuration");
    assertThat(api.at("/paths/~1processes/post/x-role").asText()).isEqualTo("deployer");
  }
}
