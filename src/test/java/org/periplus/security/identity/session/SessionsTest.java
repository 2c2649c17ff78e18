package org.periplus.security.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.configuration.DataDirectory;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.LocalIssuer;
import org.periplus.security.identity.oidc.LocalUsers;
import org.periplus.security.identity.oidc.OidcConfiguration;
import org.periplus.security.identity.oidc.login.Evidence;
import org.periplus.security.identity.oidc.login.Logins;
import org.periplus.security.identity.oidc.login.LogoutTokens.LoggedOut;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

class SessionsTest {

  private static final URI CALLBACK = URI.create("https://eo.example.org/ogc-api/login/local");

  @TempDir private Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private LocalIssuer issuer;
  private LocalUsers users;
  private Issuers issuers;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /** The clock of all servers. */
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }
      };

  @BeforeEach
  void start() throws Exception {
    issuer = new LocalIssuer(0);
    users = new LocalUsers(issuer);
    issuers = users.issuers();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    issuers.close();
    issuer.close();
  }

  private Database database(TestDatabase kind) {
    Database database = kind.open();
    open.add(database);
    return database;
  }

  private Sessions sessions(Database database) {
    return sessions(database, SessionConfiguration.defaults(), folder);
  }

  private Sessions sessions(Database database, SessionConfiguration configuration, Path keys) {
    SessionStore store = new SessionStore(database, configuration);
    SealedEvidence seal =
        new SealedEvidence(
            new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(keys)));
    return new Sessions(
        store,
        seal,
        new Renewals(
            store, seal, new Logins(issuers), configuration, OidcConfiguration.defaults(), clock),
        issuers,
        LocalIssuer.rules(),
        configuration,
        clock);
  }

  private Evidence login() {
    Logins logins = new Logins(issuers);
    Logins.Begun begun = logins.begin("local", CALLBACK, "/ogc-api/");
    return logins.complete(begun.pending(), CALLBACK, users.login(begun.authorization()));
  }

  private String begin(Sessions sessions) {
    return sessions.begin(login(), Optional.empty()).orElseThrow().secret();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static Optional<Role> role(Sessions sessions, String secret) {
    return sessions.find(secret).flatMap(session -> session.caller().role());
  }

  @ParameterizedTest
  @EnumSource
  void liveOnAfterARestartAndOnEachServer(TestDatabase kind) {
    Database database = database(kind);
    String secret = begin(sessions(database));
    Session found = sessions(database).find(secret).orElseThrow();
    assertThat(found.caller().account().orElseThrow().name()).isEqualTo("ada");
    assertThat(found.caller().role()).contains(Role.EXECUTOR);
    assertThat(found.isChangeToken(found.changeToken())).isTrue();
    assertThat(found.isChangeToken(secret)).isFalse();
    assertThat(found.isChangeToken(null)).isFalse();
    assertThat(found.toString()).doesNotContain(secret);
  }

  @Test
  void whoReadsTheTableLearnsNothingAndCanBeNobody() {
    Database database = database(TestDatabase.H2);
    String secret = begin(sessions(database));
    String row =
        database.read(
            jpa ->
                String.join(
                    " ",
                    java.util.Arrays.stream(
                            (Object[])
                                jpa.createNativeQuery(
                                        "SELECT id, account, provider_session, sealed FROM"
                                            + " sessions")
                                    .getSingleResult())
                        .map(String::valueOf)
                        .toList()));
    assertThat(row).doesNotContain(secret, issuer.url(), "session-of-ada", "preferred");
    assertThat(sessions(database).find(row.substring(0, 64))).isEmpty();
  }

  @Test
  void secretsThatAreNoneStandForNothing() {
    Sessions sessions = sessions(database(TestDatabase.H2));
    begin(sessions);
    for (String secret : new String[] {"", "x", "A".repeat(43), "'", "%"}) {
      assertThat(sessions.find(secret)).isEmpty();
    }
  }

  @Test
  void aLoginGivesANewSecretAndEndsTheEarlierSession() {
    Sessions sessions = sessions(database(TestDatabase.H2));
    String planted = begin(sessions);
    String fresh = sessions.begin(login(), Optional.of(planted)).orElseThrow().secret();
    assertThat(fresh).isNotEqualTo(planted);
    assertThat(sessions.find(planted)).isEmpty();
    assertThat(sessions.find(fresh)).isPresent();
    String chosen = "secret-of-an-attacker";
    sessions.begin(login(), Optional.of(chosen));
    assertThat(sessions.find(chosen)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRoleThatIsTakenAwayCountsFiveMinutesMore(TestDatabase kind) {
    Sessions sessions = sessions(database(kind));
    String secret = begin(sessions);
    users.give();
    pass(Duration.ofMinutes(4));
    assertThat(role(sessions, secret)).contains(Role.EXECUTOR);
    assertThat(users.asked()).isEqualTo(1);
    pass(Duration.ofMinutes(1));
    assertThat(role(sessions, secret)).isEmpty();
    assertThat(sessions.find(secret)).isPresent();
    users.give("periplus-operator");
    pass(Duration.ofMinutes(5));
    assertThat(role(sessions, secret)).contains(Role.OPERATOR);
  }

  @Test
  void whoMayStayNoLongerIsLoggedOut() {
    Sessions sessions = sessions(database(TestDatabase.H2));
    String secret = begin(sessions);
    users.forget();
    pass(Duration.ofMinutes(5));
    assertThat(sessions.find(secret)).isEmpty();
    users.giveNoRefreshTokens();
    String unaskable = begin(sessions);
    pass(Duration.ofMinutes(5));
    assertThat(sessions.find(unaskable)).isEmpty();
  }

  /** It takes each refresh token once. */
  @Test
  void ofAllRequestsOnAllServersOneAsksTheProvider() throws Exception {
    List<Database> databases = TestDatabase.openTwice();
    open.addAll(databases);
    List<Sessions> servers = databases.stream().map(this::sessions).toList();
    String secret = begin(servers.get(0));
    pass(Duration.ofMinutes(5));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> requests = new ArrayList<>();
      for (int at = 0; at < 16; at++) {
        Sessions server = servers.get(at % 2);
        requests.add(() -> server.find(secret).isPresent());
      }
      for (Future<Boolean> answer : threads.invokeAll(requests)) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(users.asked()).as("the login, and once more").isEqualTo(2);
  }

  @Test
  void aProviderThatIsAwayEndsNoSessionAndIsNotAskedByEachRequest() {
    Sessions sessions = sessions(database(TestDatabase.H2));
    String secret = begin(sessions);
    int[] asked = {0};
    issuer.onPost(
        "/token",
        (form, authorization) -> {
          asked[0]++;
          throw new LocalIssuer.Refused(503, "");
        });
    pass(Duration.ofMinutes(5));
    for (int times = 0; times < 5; times++) {
      assertThatThrownBy(() -> sessions.find(secret)).isInstanceOf(SessionUncheckedException.class);
    }
    assertThat(asked[0]).isEqualTo(1);
    assertThat(sessions.findAsItWas(secret)).as("for a logout").isPresent();
    users = new LocalUsers(issuer); // it is back, and has forgotten
    pass(Duration.ofSeconds(6));
    assertThat(sessions.find(secret)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void endWhenNobodyUsesThemAndInAnyCaseAtLast(TestDatabase kind) {
    Database database = database(kind);
    Sessions sessions = sessions(database);
    String unused = begin(sessions);
    String used = begin(sessions);
    for (int hours = 0; hours < 11; hours++) {
      pass(Duration.ofHours(1));
      assertThat(sessions.find(used)).as("after hour " + hours).isPresent();
    }
    assertThat(sessions.find(unused)).isEmpty();
    pass(Duration.ofHours(1));
    assertThat(sessions.find(used)).isEmpty();
    sessions.forgetOld();
    assertThat(count(database)).isZero();
  }

  private static long count(Database database) {
    return database.read(
        jpa -> jpa.createQuery("select count(s) from SessionRow s", Long.class).getSingleResult());
  }

  @ParameterizedTest
  @EnumSource
  void thereAreNoMoreThanTheConfigurationSays(TestDatabase kind) {
    Database database = database(kind);
    Sessions sessions =
        sessions(
            database,
            new SessionConfiguration(
                Duration.ofHours(1),
                Duration.ofHours(2),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                4,
                3),
            folder);
    String first = begin(sessions);
    for (int times = 0; times < 3; times++) {
      pass(Duration.ofSeconds(1));
      begin(sessions);
    }
    assertThat(count(database)).isEqualTo(3);
    assertThat(sessions.find(first)).isEmpty();
    for (String subject : new String[] {"a", "b", "c"}) {
      pass(Duration.ofSeconds(1));
      issuer.callSubjects(subject);
      begin(sessions);
    }
    assertThat(count(database)).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void theProviderEndsOneOrAllOfSomebody(TestDatabase kind) {
    Sessions sessions = sessions(database(kind));
    String one = begin(sessions);
    sessions.end(
        new LoggedOut("https://evil.example", Optional.of("4711"), Optional.of("session-of-ada")));
    assertThat(sessions.find(one)).isPresent();
    sessions.end(new LoggedOut(issuer.url(), Optional.of("4711"), Optional.of("another")));
    assertThat(sessions.find(one)).isPresent();
    sessions.end(new LoggedOut(issuer.url(), Optional.empty(), Optional.of("session-of-ada")));
    assertThat(sessions.find(one)).isEmpty();
    String two = begin(sessions);
    sessions.end(new LoggedOut(issuer.url(), Optional.of("4711"), Optional.empty()));
    assertThat(sessions.find(two)).isEmpty();
    String three = begin(sessions);
    sessions.end(three);
    assertThat(sessions.find(three)).isEmpty();
  }

  @Test
  void withAnotherKeyThereAreNone() {
    Database database = database(TestDatabase.H2);
    String secret = begin(sessions(database));
    Sessions other =
        sessions(database, SessionConfiguration.defaults(), folder.resolve("other-keys"));
    assertThat(other.find(secret)).isEmpty();
  }
}
