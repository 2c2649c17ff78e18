package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;
import org.periplus.security.identity.Role;

/** A server that is not reachable without a token: who may do what with whose, in which tenant. */
@Tag("server")
class ClosedServerIT {

  private static final String CWL = "application/cwl+yaml";
  private static final String JSON = "application/json";
  private static final String NO_SUCH_JOB = "00000000-0000-0000-0000-000000000000";

  @TempDir private static Path folder;
  private static Keycloak keycloak;
  private static ClosedServer server;

  @BeforeAll
  static void start() throws Exception {
    keycloak = Keycloak.start();
    server = ClosedServer.start(folder, keycloak);
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      keycloak.close();
    }
  }

  /**
   * Somebody who asks acme.
   *
   * @param name the user; empty for the service account, and for nobody
   * @param role what they may in acme
   */
  private record Asker(String name, String token, boolean isMember, Optional<Role> role) {

    boolean isOperator() {
      return role.equals(Optional.of(Role.OPERATOR));
    }
  }

  /**
   * What they ask about.
   *
   * @param owner who deployed or made it; empty where there is none of that name
   */
  private record Thing(String path, String owner, boolean isPrivate, boolean isRunOnly) {

    boolean isOf(Asker asker) {
      return !owner.isEmpty() && owner.equals(asker.name());
    }
  }

  private static String tool(String id) {
    return "{cwlVersion: v1.2, class: CommandLineTool, id: %s, baseCommand: ['true'], inputs: {}, outputs: {}}"
        .formatted(id);
  }

  private static HttpResponse<String> acme(
      String token, String method, String path, String mediaType, String body) throws Exception {
    return server.ask(token, method, server.uri("acme", path), mediaType, body);
  }

  private static void deploy(String user, String id, String query) throws Exception {
    HttpResponse<String> answer =
        acme(keycloak.recentToken("notebook", user), "POST", "processes" + query, CWL, tool(id));
    assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
  }

  /** A job that waits for its start, so that it can be read and changed. */
  private static String job(String user) throws Exception {
    HttpResponse<String> answer =
        acme(
            keycloak.recentToken("notebook", user),
            "POST",
            "jobs",
            JSON,
            "{\"process\": \"echo\", \"inputs\": {\"string\": \"a\"}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Server.json(answer).get("jobID").asText();
  }

  private static List<Asker> askers() throws Exception {
    return List.of(
        new Asker("", "", false, Optional.empty()),
        new Asker(
            "gus", keycloak.recentToken("notebook", "gus"), false, Optional.of(Role.DEPLOYER)),
        new Asker("nora", keycloak.recentToken("notebook", "nora"), true, Optional.empty()),
        new Asker("rita", keycloak.recentToken("notebook", "rita"), true, Optional.of(Role.READER)),
        new Asker(
            "emil", keycloak.recentToken("notebook", "emil"), true, Optional.of(Role.EXECUTOR)),
        new Asker(
            "dora", keycloak.recentToken("notebook", "dora"), true, Optional.of(Role.DEPLOYER)),
        new Asker(
            "olga", keycloak.recentToken("notebook", "olga"), true, Optional.of(Role.OPERATOR)),
        new Asker("pipeline", keycloak.recentServiceToken(), true, Optional.of(Role.EXECUTOR)));
  }

  /** Those that there are of its kind, made where they are missing. */
  private static List<Thing> things(Operation operation) throws Exception {
    if (operation.path().contains("{processID}")) {
      deploy("dora", "of-the-tenant", "");
      deploy("dana", "of-another", "");
      deploy("dana", "hidden", "?visibility=private");
      deploy("dana", "run-only", "?runOnly=true");
      return List.of(
          new Thing("nothing", "", false, false),
          new Thing("of-the-tenant", "dora", false, false),
          new Thing("of-another", "dana", false, false),
          new Thing("hidden", "dana", true, false),
          new Thing("run-only", "dana", false, true));
    }
    if (operation.path().contains("{jobID}")) {
      return List.of(
          new Thing(NO_SUCH_JOB, "", true, false),
          new Thing(job("emil"), "emil", true, false),
          new Thing(job("dora"), "dora", true, false));
    }
    return List.of(new Thing("", "", false, false));
  }

  /** What the table says, and whose it is: 200 stands for whatever the resource makes of it. */
  private static int expected(Operation operation, Asker asker, Thing thing) {
    if (operation.needs().isEmpty()) {
      return 200;
    }
    if (asker.token().isEmpty()) {
      return 401;
    }
    if (!asker.isMember()) {
      return 404;
    }
    if (asker.role().filter(role -> role.includes(operation.needs().get())).isEmpty()) {
      return 403;
    }
    if (operation.method().equals("HEAD")) {
      return 200; // whatever there is
    }
    boolean isMissing = thing.owner().isEmpty() && !thing.path().isEmpty();
    if (asker.isOperator() || thing.isOf(asker) || thing.path().isEmpty()) {
      return isMissing ? 404 : 200;
    }
    if (isMissing || thing.isPrivate()) {
      return 404;
    }
    boolean changes =
        operation.path().matches("/processes/\\{processID}(/access)?")
            && !operation.method().equals("GET");
    boolean tellsWhatItDoes =
        operation.path().endsWith("/package")
            || operation.path().equals("/processes/{processID}/graph");
    return changes || (thing.isRunOnly() && tellsWhatItDoes) ? 403 : 200;
  }

  @Test
  void eachCallerMayWhatTheTableAndTheOwnersSay() throws Exception {
    List<String> wrong = new ArrayList<>();
    Map<Integer, Integer> cells = new LinkedHashMap<>();
    for (Operation operation : Operations.all()) {
      boolean ends = operation.method().equals("DELETE");
      List<Thing> same = ends ? List.of() : things(operation);
      for (Asker asker : askers()) {
        for (Thing thing : ends ? things(operation) : same) {
          HttpResponse<String> answer = ask(operation, asker, thing);
          int expected = expected(operation, asker, thing);
          cells.merge(expected, 1, Integer::sum);
          if (came(operation, answer) != expected) {
            wrong.add(
                "%s of %s for %s: %d and not %d: %s"
                    .formatted(
                        operation,
                        thing,
                        asker.name(),
                        answer.statusCode(),
                        expected,
                        answer.body()));
          }
        }
      }
    }
    int all = cells.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("Cells: " + all + ", of them " + cells);
    assertThat(wrong).as("of " + all + " cells").isEmpty();
    assertThat(all).isEqualTo(cellsOfTheTable());
  }

  private static int cellsOfTheTable() {
    return Operations.all().stream()
        .mapToInt(
            one -> one.path().contains("{processID}") ? 5 : one.path().contains("{jobID}") ? 3 : 1)
        .map(things -> things * 8)
        .sum();
  }

  private static HttpResponse<String> ask(Operation operation, Asker asker, Thing thing)
      throws Exception {
    String path =
        operation
            .path()
            .substring(1)
            .replace("{processID}", thing.path())
            .replace("{jobID}", thing.path())
            .replace("{revision}", "1")
            .replace("{N}", "0")
            .replace("assets/{name}", "assets/periplus.css")
            .replace("swagger-ui/{name}", "swagger-ui/swagger-ui.css")
            .replace("{issuer}", "keycloak")
            .replaceAll("\\{[a-zA-Z]+}", "none");
    String id = thing.path().isEmpty() ? "deployed" : thing.path();
    boolean isPackage =
        operation.path().matches("/processes(/\\{processID})?")
            && operation.method().startsWith("P");
    return acme(
        asker.token(),
        operation.method(),
        path,
        isPackage ? CWL : JSON,
        isPackage ? tool(id) : operation.method().equals("GET") ? "" : "{}");
  }

  /** What counts of an answer: who may, meets the resource, which may find something wrong. */
  private static int came(Operation operation, HttpResponse<String> answer) {
    int status = answer.statusCode();
    boolean isNotThere =
        answer.body().isEmpty()
            || Stream.of("no-such-process", "no-such-job", "There is nothing at this address.")
                .anyMatch(answer.body()::contains);
    boolean isMissing = status == 404 && isNotThere && operation.needs().isPresent();
    return status == 401 || status == 403 || isMissing ? status : 200;
  }

  @Test
  void whatIsHiddenIsInNoListAndNoDocument() throws Exception {
    deploy("dana", "secret-recipe", "?visibility=private&groups=eo-dev");
    for (String path : new String[] {"processes?limit=1000", "api", "api/processes-list"}) {
      for (String user : new String[] {"rita", "emil"}) {
        assertThat(body(user, path)).as(path + " for " + user).doesNotContain("secret-recipe");
      }
      for (String user : new String[] {"dana", "dora", "olga"}) {
        assertThat(body(user, path)).as(path + " for " + user).contains("secret-recipe");
      }
    }
    HttpResponse<String> created =
        acme(
            keycloak.token("notebook", "emil"),
            "POST",
            "jobs",
            JSON,
            "{\"process\": \"secret-recipe\", \"inputs\": {}}");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(404);
  }

  private static String body(String user, String path) throws Exception {
    HttpResponse<String> answer =
        server.ask(
            keycloak.token("notebook", user),
            "GET",
            server.uri("acme", path),
            JSON,
            "",
            "Accept",
            JSON);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void theOwnerSaysWhoElseSeesAProcess() throws Exception {
    deploy("dana", "shared", "");
    String dana = keycloak.token("notebook", "dana");
    HttpResponse<String> patched =
        acme(
            dana,
            "PATCH",
            "processes/shared/access",
            "application/merge-patch+json",
            "{\"visibility\": \"private\", \"groups\": [\"eo-dev\"]}");
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
    JsonNode access = Server.json(acme(dana, "GET", "processes/shared/access", JSON, ""));
    assertThat(access.get("owner").asText()).isEqualTo("dana");
    assertThat(access.get("groups").get(0).asText()).isEqualTo("eo-dev");
    assertThat(status("emil", "GET", "processes/shared")).isEqualTo(404);
    assertThat(status("dora", "GET", "processes/shared")).isEqualTo(200);
    for (String wrong :
        new String[] {"[]", "{\"visibility\": \"all\"}", "{\"owner\": \"x\"}", "{\"groups\": 1}"}) {
      assertThat(acme(dana, "PATCH", "processes/shared/access", JSON, wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
  }

  private static int status(String user, String method, String path) throws Exception {
    return acme(keycloak.token("notebook", user), method, path, JSON, "").statusCode();
  }

  /** Emil of acme executes in globex what gus has made public there, and sees no more of it. */
  @Test
  void aGuestExecutesWhatIsPublicAndHasJobsOfTheirOwn() throws Exception {
    String gus = keycloak.token("notebook", "gus");
    String emil = keycloak.token("notebook", "emil");
    for (String id : new String[] {"public", "internal"}) {
      HttpResponse<String> deployed =
          globex(gus, "POST", "processes?visibility=" + visibility(id), CWL, tool(id));
      assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);
    }
    assertThat(globex(emil, "GET", "processes", JSON, "").body())
        .contains("\"public\"")
        .doesNotContain("internal");
    assertThat(globex(emil, "GET", "processes/internal", JSON, "").statusCode()).isEqualTo(404);
    String job =
        Server.json(globex(emil, "POST", "jobs", JSON, "{\"process\":\"public\",\"inputs\":{}}"))
            .get("jobID")
            .asText();
    assertThat(globex(emil, "GET", "jobs/" + job, JSON, "").statusCode()).isEqualTo(200);
    assertThat(globex(gus, "GET", "jobs/" + job, JSON, "").statusCode()).isEqualTo(404);
    String dora = keycloak.token("notebook", "dora");
    assertThat(globex(dora, "POST", "processes", CWL, tool("x")).statusCode()).isEqualTo(403);
    assertThat(globex(dora, "DELETE", "processes/public", JSON, "").statusCode()).isEqualTo(403);
  }

  private static String visibility(String id) {
    return id.equals("public") ? "public" : "tenant";
  }

  private static HttpResponse<String> globex(
      String token, String method, String path, String mediaType, String body) throws Exception {
    return server.ask(token, method, server.uri("globex", path), mediaType, body);
  }

  @Test
  void thoseWhoExecuteARunOnlyProcessSeeNoCommandLine() throws Exception {
    String tool =
        """
        cwlVersion: v1.2
        class: CommandLineTool
        id: recipe
        baseCommand: [echo, the-recipe]
        inputs: {}
        outputs: {text: {type: stdout}}
        stdout: text
        """;
    String dana = keycloak.token("notebook", "dana");
    assertThat(acme(dana, "POST", "processes?runOnly=true", CWL, tool).statusCode()).isEqualTo(201);
    assertThat(logOfExecution("emil")).contains("run-only").doesNotContain("the-recipe");
    assertThat(logOfExecution("dana")).contains("the-recipe");
  }

  private static String logOfExecution(String user) throws Exception {
    String token = keycloak.token("notebook", user);
    HttpResponse<String> answer =
        server.ask(
            token,
            "POST",
            server.uri("acme", "processes/recipe/execution"),
            JSON,
            "{\"inputs\": {}}",
            "Prefer",
            "respond-async;return=representation");
    String job = "jobs/" + Server.json(answer).get("jobID").asText();
    JsonNode status = ended(token, job);
    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
    JsonNode steps = Server.json(acme(token, "GET", job + "/steps", JSON, "")).get("steps");
    StringBuilder logs = new StringBuilder();
    for (JsonNode step : steps) {
      if (step.has("log")) {
        logs.append(
            server.ask(token, "GET", URI.create(step.get("log").asText()), JSON, "").body());
      }
    }
    JsonNode agents = Server.json(acme(token, "GET", job + "/prov", JSON, "")).get("agent");
    assertThat(agents.at("/job:owner/prov:label").asText()).isEqualTo(user);
    return logs.toString();
  }

  private static JsonNode ended(String token, String job) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (true) {
      JsonNode status = Server.json(acme(token, "GET", job, JSON, ""));
      if (List.of("successful", "failed").contains(status.get("status").asText())) {
        return status;
      }
      assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** {@code ./periplus login}, {@code token} and {@code logout}, with the user's yes by forms. */
  @Test
  void aUserLogsInByTheDeviceFlow() throws Exception {
    assertThat(server.ask("", "GET", server.uri("acme", "jobs"), JSON, "").statusCode())
        .isEqualTo(401);
    Process login = server.command("login");
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = login.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.contains("/device?user_code=")) {
          new DeviceApproval().approve(line.strip(), "emil");
        }
      }
    }
    assertThat(login.waitFor()).as(lines.toString()).isZero();
    assertThat(lines).last().asString().contains("You are emil: role executor, tenants acme.");

    String token = server.run("token").strip();
    JsonNode me = Server.json(acme(token, "GET", "me", JSON, ""));
    assertThat(me.get("name").asText()).isEqualTo("emil");
    assertThat(acme(token, "GET", "jobs", JSON, "").statusCode()).isEqualTo(200);

    assertThat(server.run("logout")).contains("You are logged out.");
    assertThat(server.command("token").waitFor()).isEqualTo(1);
  }

  /** Its listener is opened after the application has started. */
  @Test
  void refusesTargetsThatAreNotWellFormed() throws Exception {
    for (String target : List.of("/ogc-api/%zz", "/acme/ogc-api/jobs/%c0%80")) {
      assertThat(server.statusLine("GET " + target + " HTTP/1.1"))
          .as(target)
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void isReachedByTlsAloneAndSaysSo() throws Exception {
    HttpResponse<String> answer =
        server.ask("", "GET", server.uri("acme", "callback-keys"), JSON, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    URI plain =
        URI.create(server.uri("acme", "callback-keys").toString().replaceFirst("^https", "http"));
    assertThatThrownBy(() -> server.ask("", "GET", plain, JSON, ""))
        .isInstanceOf(IOException.class);
  }

  @Test
  void everybodyLearnsWhereToLogIn() throws IOException, InterruptedException {
    JsonNode issuers = Server.json(server.ask("", "GET", server.uri("acme", "issuers"), JSON, ""));
    assertThat(issuers.at("/issuers/0/name").asText()).isEqualTo("keycloak");
    assertThat(issuers.at("/issuers/0/issuer").asText()).isEqualTo(keycloak.url().toString());
    assertThat(issuers.at("/issuers/0/deviceClient").asText()).isEqualTo("periplus-cli");
  }
}
