package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real Keycloak with the realm of {@code periplus-realm.json}, in which a user's password is the
 * user's name. Its first start builds it, which is kept.
 */
final class Keycloak implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(10);

  private static final String ADMIN = "admin";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI realm =
      URI.create(
          "http://127.0.0.1:"
              + System.getProperty("system.test.keycloak.port")
              + "/realms/periplus");
  private final Process process;
  private final Map<Map<String, String>, Recent> recent = new ConcurrentHashMap<>();

  /** A token and until when half of its time is left at least. */
  private record Recent(String token, Instant until) {}

  private Keycloak(Process process) {
    this.process = process;
  }

  /** Starts it and waits until it is ready. */
  static Keycloak start() throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("system.test.keycloak"));
    Path imported = Files.createDirectories(folder.resolve("data").resolve("import"));
    Files.writeString(
        imported.resolve("periplus-realm.json"),
        Files.readString(Path.of("src", "test", "resources", "periplus-realm.json"))
            .replace("@server@", "http://localhost:" + System.getProperty("system.test.port")));
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            folder.resolve("bin").resolve("kc.sh").toString(),
            "start-dev",
            "--db=dev-mem",
            "--http-host=127.0.0.1",
            "--http-port=" + System.getProperty("system.test.keycloak.port"),
            "--import-realm");
    builder.environment().put("JAVA_OPTS_APPEND", "-Xmx512m -XX:TieredStopAtLevel=1");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    Keycloak keycloak =
        new Keycloak(
            builder
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start());
    keycloak.awaitReady();
    return keycloak;
  }

  private void awaitReady() throws InterruptedException, IOException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!answers()) {
      assertThat(process.isAlive())
          .as("Keycloak lives; its log: target/keycloak/server.log")
          .isTrue();
      assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(realm).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What its tokens have as their issuer. */
  URI url() {
    return realm;
  }

  /** A token of a user, who logs in by a client. */
  String token(String client, String user) throws IOException, InterruptedException {
    return token(password(client, user));
  }

  /** The same for many requests: each log-in checks a password, which is made to take long. */
  String recentToken(String client, String user) throws IOException, InterruptedException {
    return recent(password(client, user));
  }

  /** A token of the service account. */
  String serviceToken() throws IOException, InterruptedException {
    return token(serviceAccount());
  }

  /** The same for many requests. */
  String recentServiceToken() throws IOException, InterruptedException {
    return recent(serviceAccount());
  }

  private String recent(Map<String, String> form) throws IOException, InterruptedException {
    Recent known = recent.get(form);
    if (known == null || known.until().isBefore(Instant.now())) {
      JsonNode answer = answer(realm, form);
      long seconds = answer.get("expires_in").asLong();
      known =
          new Recent(answer.get("access_token").asText(), Instant.now().plusSeconds(seconds / 2));
      recent.put(form, known);
    }
    return known.token();
  }

  private static Map<String, String> password(String client, String user) {
    return Map.of(
        "grant_type", "password", "client_id", client, "username", user, "password", user);
  }

  private static Map<String, String> serviceAccount() {
    return Map.of(
        "grant_type",
        "client_credentials",
        "client_id",
        "pipeline",
        "client_secret",
        "the-secret-of-the-tests");
  }

  /** Its operator ends all sessions of a user. */
  void logOut(String user) throws IOException, InterruptedException {
    administer("POST", "users/" + id(user) + "/logout", "");
  }

  /** Its operator takes a role away from a user. */
  void takeRole(String user, String role) throws IOException, InterruptedException {
    administer("DELETE", "users/" + id(user) + "/role-mappings/realm", "[" + role(role) + "]");
  }

  /** Its operator gives it back. */
  void giveRole(String user, String role) throws IOException, InterruptedException {
    administer("POST", "users/" + id(user) + "/role-mappings/realm", "[" + role(role) + "]");
  }

  /** What tokens have as the subject of a user. */
  String id(String user) throws IOException, InterruptedException {
    return Server.JSON
        .readTree(administer("GET", "users?exact=true&username=" + user, ""))
        .get(0)
        .get("id")
        .asText();
  }

  private String role(String name) throws IOException, InterruptedException {
    return administer("GET", "roles/" + name, "");
  }

  private String administer(String method, String path, String body)
      throws IOException, InterruptedException {
    String admin =
        token(
            URI.create(realm.toString().replaceFirst("/realms/.*", "/realms/master")),
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                ADMIN,
                "password",
                ADMIN));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(realm.toString().replace("/realms/", "/admin/realms/") + "/" + path))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  private String token(Map<String, String> form) throws IOException, InterruptedException {
    return token(realm, form);
  }

  private String token(URI realm, Map<String, String> form)
      throws IOException, InterruptedException {
    return answer(realm, form).get("access_token").asText();
  }

  private JsonNode answer(URI realm, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Server.JSON.readTree(response.body());
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }
}
