package org.periplus.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.callback.Subscriber.Delivery;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.CallbackKind;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Subscription;
import org.periplus.job.callback.BusyTargets;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;

class CallbackDeliveryTest {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final String SECRET = "whsec";

  @TempDir private Path folder;

  private final Database database = TestDatabase.H2.open();

  @AfterEach
  void close() {
    database.close();
  }

  private static EgressConfiguration allowing(String... hosts) {
    return new EgressConfiguration(
        List.of(hosts), Optional.empty(), DataSize.of("1 MiB"), Duration.ofSeconds(5));
  }

  private static CallbackConfiguration configuration(int attempts, Duration retryDelay) {
    return new CallbackConfiguration(
        Optional.of(SECRET),
        false,
        attempts,
        retryDelay,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ZERO,
        2,
        2,
        2,
        3,
        Duration.ofMillis(200));
  }

  private CallbackKeys keys(CallbackConfiguration configuration, TenantKeys tenants) {
    return new CallbackKeys(configuration, tenants, new DataDirectory(folder));
  }

  /** A server of its own: its outbox, its jobs, and what delivers. */
  private final class Node implements AutoCloseable {
    private final CallbackOutbox outbox = new CallbackOutbox(database);
    private final JobStore jobs = new JobStore(database, outbox);
    private final CallbackDelivery delivery;

    Node(CallbackConfiguration configuration, EgressConfiguration egress) {
      delivery =
          new CallbackDelivery(
              outbox,
              callback ->
                  Optional.of(
                      new CallbackBodies.Body(
                          "application/json", ("{\"told\":\"" + callback.kind() + "\"}"))),
              configuration,
              keys(configuration, TenantKeys.NONE),
              new Egress(egress));
      delivery.start();
    }

    UUID job(URI uri) {
      return job("acme", uri);
    }

    UUID job(String tenant, URI uri) {
      return jobs.create(
              new NewJob(
                  UUID.randomUUID(),
                  tenant,
                  "p",
                  1,
                  JobStatus.ACCEPTED,
                  0,
                  NOTHING,
                  Set.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(
                      new Subscription("http://here/ogc-api", Map.of(CallbackKind.SUCCESS, uri))),
                  Optional.empty()))
          .id();
    }

    @Override
    public void close() {
      delivery.close();
    }
  }

  @Test
  void isRepeatedUntilTheSubscriberTakesIt() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Node node = new Node(configuration(9, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
      subscriber.refuse(2);
      node.jobs.successful(node.job(subscriber.uri("/done?x=1")), NOTHING);

      Delivery first = subscriber.next();
      Delivery second = subscriber.next();
      Delivery third = subscriber.next();

      assertThat(List.of(first.answer(), second.answer(), third.answer()))
          .containsExactly(503, 503, 202);
      assertThat(third.path()).isEqualTo("/done?x=1");
      assertThat(third.mediaType()).isEqualTo("application/json");
      assertThat(third.body()).isEqualTo("{\"told\":\"SUCCESS\"}");
      assertThat(third.delivery()).isEqualTo(first.delivery()).isNotEmpty();
    }
  }

  @Test
  void isSigned() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Node node = new Node(configuration(1, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
      node.jobs.successful(node.job(subscriber.uri("/")), NOTHING);

      Delivery delivery = subscriber.next();

      String seconds = delivery.signature().replaceFirst("^t=(\\d+),v1=[0-9a-f]{64}$", "$1");
      assertThat(Instant.ofEpochSecond(Long.parseLong(seconds)))
          .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(1));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] expected =
          mac.doFinal((seconds + "." + delivery.body()).getBytes(StandardCharsets.UTF_8));
      assertThat(delivery.signature()).endsWith(",v1=" + HexFormat.of().formatHex(expected));
    }
  }

  @Test
  void survivesARestartOfTheServer() throws Exception {
    int port;
    try (Subscriber subscriber = new Subscriber()) {
      port = subscriber.port();
    }
    try (Node node = new Node(configuration(9, Duration.ofMillis(300)), allowing("127.0.0.1"))) {
      node.jobs.successful(node.job(URI.create("http://127.0.0.1:" + port + "/")), NOTHING);
    }

    try (Subscriber subscriber = new Subscriber(port);
        Node other = new Node(configuration(9, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
      assertThat(subscriber.next().body()).isEqualTo("{\"told\":\"SUCCESS\"}");
      assertThat(other.jobs.open()).isEmpty();
    }
  }

  @Test
  void goesOnlyWhereTheEgressRuleLetsIt() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      try (Node node = new Node(configuration(2, Duration.ofMillis(10)), allowing("*"))) {
        node.jobs.successful(node.job(subscriber.uri("/refused")), NOTHING);
        awaitNothingDue(node);
      }
      try (Node node = new Node(configuration(2, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
        node.jobs.successful(node.job(subscriber.uri("/allowed")), NOTHING);
        assertThat(subscriber.next().path()).isEqualTo("/allowed");
      }
      assertThat(subscriber.hasMore()).isFalse();
    }
  }

  @Test
  void isGivenUpAfterTheLastAttempt() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Node node = new Node(configuration(3, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
      subscriber.refuse(100);
      node.jobs.successful(node.job(subscriber.uri("/")), NOTHING);

      for (int attempt = 1; attempt <= 3; attempt++) {
        assertThat(subscriber.next().answer()).isEqualTo(503);
      }
      awaitNothingDue(node);
      assertThat(subscriber.hasMore()).isFalse();
    }
  }

  @Test
  void anAddressThatRefusedThreeTimesIsGivenUpForTheJobsAfterToo() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Node node = new Node(configuration(20, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
      subscriber.refuse(3, 410);
      node.jobs.successful(node.job(subscriber.uri("/gone?job=1")), NOTHING);
      for (int attempt = 1; attempt <= 3; attempt++) {
        assertThat(subscriber.next().answer()).isEqualTo(410);
      }
      awaitNothingDue(node);

      node.jobs.successful(node.job(subscriber.uri("/gone?job=2")), NOTHING);
      awaitNothingDue(node);
      assertThat(subscriber.hasMore()).isFalse();
      node.jobs.successful(node.job("other", subscriber.uri("/gone?job=3")), NOTHING);
      assertThat(subscriber.next().path()).isEqualTo("/gone?job=3");
    }
  }

  @Test
  void aSubscriberWhoIsBusyIsAskedAgainHoweverOftenThatIs() throws Exception {
    try (Subscriber subscriber = new Subscriber();
        Node node = new Node(configuration(20, Duration.ofMillis(10)), allowing("127.0.0.1"))) {
      subscriber.refuse(5, 429);
      node.jobs.successful(node.job(subscriber.uri("/")), NOTHING);

      for (int attempt = 1; attempt <= 5; attempt++) {
        assertThat(subscriber.next().answer()).isEqualTo(429);
      }
      assertThat(subscriber.next().answer()).isEqualTo(202);
    }
  }

  @Test
  void aTenantWhoseSubscribersAreSlowKeepsNoOtherWaiting() throws Exception {
    try (Subscriber slow = new Subscriber();
        Subscriber quick = new Subscriber();
        Node node = new Node(oneAtATimeForEach(), allowing("127.0.0.1"))) {
      CountDownLatch hold = slow.hold();
      for (int job = 0; job < 5; job++) {
        node.jobs.successful(node.job("slow", slow.uri("/" + job)), NOTHING);
      }
      node.jobs.successful(node.job("quick", quick.uri("/")), NOTHING);

      assertThat(quick.next().path()).isEqualTo("/");
      hold.countDown();
      for (int job = 0; job < 5; job++) {
        slow.next();
      }
    }
  }

  private static CallbackConfiguration oneAtATimeForEach() {
    return new CallbackConfiguration(
        Optional.empty(),
        false,
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        Duration.ZERO,
        2,
        1,
        1,
        3,
        Duration.ofMillis(200));
  }

  @Test
  void isSignedByTheTenantsOwnKeysOfWhichOneIsPublished() throws Exception {
    Map<String, Object> own =
        Map.of(
            "periplus.tenants.acme.callbacks.ed25519",
            true,
            "periplus.tenants.acme.callbacks.secret",
            "of acme");
    TenantKeys tenants = GivenTenantKeys.of(own);
    CallbackKeys keys = keys(configuration(1, Duration.ZERO), tenants);
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    Instant now = Instant.ofEpochSecond(1_700_000_000);

    String header = keys.signer("acme").sign(now, body).orElseThrow();
    CallbackKey published = keys.published("acme").orElseThrow();

    assertThat(header).contains("kid=" + published.id());
    String signature = header.replaceFirst(".*,ed25519=([^,]+),.*", "$1");
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    HexFormat.of()
                        .parseHex(
                            "302a300506032b6570032100"
                                + HexFormat.of()
                                    .formatHex(Base64.getUrlDecoder().decode(published.x()))))));
    verifier.update("1700000000.{}".getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(signature))).isTrue();
    // by another server, or after a restart, the same
    assertThat(keys(configuration(1, Duration.ZERO), tenants).published("acme"))
        .contains(published);
    assertThat(folder.resolve("keys/callbacks-acme.pem"))
        .satisfies(
            file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
    assertThat(keys.signer("other").sign(now, body).orElseThrow())
        .doesNotContain("ed25519")
        .isNotEqualTo(header.replaceFirst(",ed25519.*", ""));
    assertThat(keys.published("other")).isEmpty();
  }

  private static void awaitNothingDue(Node node) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(30);
    while (node.outbox.untilNext(BusyTargets.NONE).isPresent()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void waitsLongerAfterEachFailure() {
    CallbackConfiguration configuration = configuration(9, Duration.ofMillis(100));

    assertThat(configuration.backoff().delayAfter(1))
        .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(configuration.backoff().delayAfter(3))
        .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(configuration.backoff().delayAfter(100))
        .isBetween(Duration.ofMillis(2500), Duration.ofMillis(5000));
  }
}
