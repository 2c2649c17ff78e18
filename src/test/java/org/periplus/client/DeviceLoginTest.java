package org.periplus.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./periplus login}, {@code token} and {@code logout} do. */
class DeviceLoginTest {

  private static final String PENDING = "{\"error\": \"authorization_pending\"}";
  private static final String SLOWER = "{\"error\": \"slow_down\"}";
  private static final String TOKEN =
      "{\"access_token\": \"first\", \"refresh_token\": \"more\", \"expires_in\": 300}";

  @TempDir private Path folder;
  private PretendProvider provider;

  /** What a program came to. */
  private record Outcome(int exit, String output) {}

  @BeforeEach
  void start() throws IOException {
    provider = new PretendProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Outcome run(String command, String server) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("python3", "client/periplus_login.py", command, server);
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), output);
  }

  private Path tokens() {
    return folder.resolve("config").resolve("periplus").resolve("tokens.json");
  }

  @Test
  void waitsAsTheProviderSaysAndKeepsTheTokenForTheUserAlone() throws Exception {
    provider.answerTokens(PENDING, SLOWER, TOKEN);

    Outcome login = run("login", provider.url() + "/acme/ogc-api/");

    assertThat(login.exit()).as(login.output()).isZero();
    assertThat(login.output())
        .contains("https://sso.example.org/device")
        .contains("the code ABCD?[2J")
        .contains("You are ada: role executor, tenants acme.")
        .doesNotContain("first");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens().getParent())))
        .isEqualTo("rwx------");
    assertThat(provider.asked()).contains("/ogc-api/me  Bearer first");
    assertThat(run("token", provider.url())).isEqualTo(new Outcome(0, "first\n"));
  }

  @Test
  void asksForANewTokenWhenTheOldOneEnds() throws Exception {
    provider.answerTokens(TOKEN.replace("300", "10"), TOKEN.replace("first", "second"));
    run("login", provider.url());

    assertThat(run("token", provider.url())).isEqualTo(new Outcome(0, "second\n"));
    assertThat(provider.asked())
        .contains("/token grant_type=refresh_token&refresh_token=more&client_id=cli");
    assertThat(run("token", provider.url())).isEqualTo(new Outcome(0, "second\n"));
  }

  @Test
  void saysWhenOneHasToLogInAgain() throws Exception {
    provider.answerTokens(TOKEN.replace("300", "10"), "{\"error\": \"invalid_grant\"}");
    assertThat(run("token", provider.url()).output()).contains("you are not logged in");
    run("login", provider.url());

    Outcome outcome = run("token", provider.url());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("has ended. Log in again with: ./periplus login");
  }

  @Test
  void forgetsTheTokenAndTellsTheProvider() throws Exception {
    provider.answerTokens(TOKEN);
    run("login", provider.url());

    assertThat(run("logout", provider.url()).output()).isEqualTo("You are logged out.\n");

    assertThat(provider.asked()).contains("/revoke client_id=cli&token=more");
    assertThat(Files.readString(tokens())).doesNotContain("first").doesNotContain("more");
    assertThat(run("token", provider.url()).exit()).isEqualTo(1);
  }

  @Test
  void endsWhenTheUserSaysNo() throws Exception {
    provider.answerTokens("{\"error\": \"access_denied\"}");

    Outcome outcome = run("login", provider.url());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("login: the login was refused.");
    assertThat(tokens()).doesNotExist();
  }

  @Test
  void takesNoProviderThatDescribesAnotherOneAndNoneWithoutTls() throws Exception {
    assertThat(run("login", "http://processes.example.org").output()).contains("neither https nor");
    provider.callItself("https://other.example.org");
    assertThat(run("login", provider.url()).output()).contains("does not describe");
    assertThat(provider.asked()).noneMatch(asked -> asked.startsWith("/device"));
  }

  @Test
  void takesNoAnswerThatIsNoneOfAProvider() throws Exception {
    for (String answer :
        new String[] {
          "[]",
          "{\"device_code\": 1, \"user_code\": \"A\", \"verification_uri\": \"https://a\"}",
          "{\"device_code\": \"d\", \"user_code\": \"A\", \"verification_uri\": \"javascript:1\"}",
          "\"" + "x".repeat(2_000_000) + "\""
        }) {
      provider.answerDevice(answer);
      Outcome outcome = run("login", provider.url());
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.output()).contains("login: ").doesNotContain("Traceback");
    }
  }
}
