package org.periplus.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.BatchServer;
import org.periplus.batch.BatchSite;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.docker.DockerEngine;
import org.periplus.container.docker.DockerSettings;
import org.periplus.persistence.Database;
import org.periplus.persistence.PostgresProcess;
import org.periplus.staging.ResultStores;
import org.periplus.staging.ResultsConfiguration;
import org.periplus.staging.store.s3.S3Configuration;

/** Each thing that the server needs is really taken away. */
class ReadinessChecksTest {

  /** The tenant "acme" has its results where nobody listens; "plain" has its own on the disk. */
  private static final Map<String, Object> OF_TENANTS =
      Map.of(
          "periplus.tenants.acme.results.store", "s3",
          "periplus.tenants.acme.results.s3.bucket", "results",
          "periplus.tenants.acme.results.s3.endpoint", URI.create("http://127.0.0.1:1"),
          "periplus.tenants.acme.results.s3.access-key", "key",
          "periplus.tenants.acme.results.s3.secret-key", "secret",
          "periplus.tenants.plain.results.store", "local",
          "periplus.tenants.wrong.results.store", "tape");

  @TempDir Path folder;
  private final Questions questions =
      new Questions(new HealthConfiguration(Duration.ofSeconds(30), Duration.ZERO));

  @AfterEach
  void close() {
    questions.close();
  }

  @Test
  void theDatabaseIsDownWhileItIsStopped() throws Exception {
    try (PostgresProcess postgres = new PostgresProcess(folder);
        Database database = new Database(postgres.configuration(), new DataDirectory(folder))) {
      Questions.Question question = () -> ReadinessChecks.about(database);
      assertThat(questions.answer("database", question).getStatus()).isEqualTo(Status.UP);

      postgres.stop();
      HealthCheckResponse first = questions.answer("database", question);
      assertDown(first).isNotBlank();
      assertThat(since(questions.answer("database", question)))
          .as("since when it is down, not since when it was asked last")
          .isEqualTo(since(first));

      postgres.start();
      // Each connection that the pool still has from before is found broken once.
      BatchServer.await(
          () -> questions.answer("database", question).getStatus() == Status.UP,
          () -> "the database");
      assertThat(questions.answer("database", question).getData().orElseThrow())
          .doesNotContainKey("since");
    }
  }

  @Test
  void anEngineThatTakesTheQuestionAndDoesNotAnswerIsDown() throws Exception {
    Path socket = folder.resolve("engine.sock");
    Questions impatient =
        new Questions(new HealthConfiguration(Duration.ofMillis(200), Duration.ZERO));
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        DockerEngine engine =
            new DockerEngine(DockerSettings.DEFAULT.withHost(Optional.of("unix://" + socket)))) {
      silent.bind(UnixDomainSocketAddress.of(socket));

      assertDown(impatient.answer("container-engine", () -> ReadinessChecks.about(engine)))
          .isEqualTo("There is no answer within 200 ms");
    } finally {
      impatient.close();
    }
  }

  @Test
  void eachStoreThatCannotBeUsedIsNamedByItsTenant() {
    TenantKeys tenants = GivenTenantKeys.of(OF_TENANTS);
    try (ResultStores stores =
        new ResultStores(
            ResultsConfiguration.local(),
            S3Configuration.NONE,
            tenants,
            new DataDirectory(folder))) {
      HealthCheckResponse answer = questions.answers("result-store", ReadinessChecks.about(stores));

      assertThat(answer.getName()).isEqualTo("result-store");
      assertDown(answer).contains("acme: ", "; wrong: ", "'tape'");
      assertThat(answer.getData().orElseThrow())
          .containsKeys("store of default", "store of plain")
          .doesNotContainKey("store of acme");
    }
  }

  @Test
  void aDataDirectoryWithTooLittleRoomIsDown() throws Exception {
    DiskConfiguration more =
        new DiskConfiguration(new DataSize(Long.MAX_VALUE), Duration.ofHours(1), new DataSize(0));
    try (BatchServer server = new BatchServer(BatchSite.in(folder).withDisk(more))) {
      assertDown(questions.answer("disk", () -> ReadinessChecks.aboutDisk(server.services())))
          .startsWith("Waiting for disk space: ");
    }
  }

  @Test
  void aDataDirectoryThatIsGoneIsDown() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (BatchServer server = new BatchServer(data)) {
      Questions.Question question = () -> ReadinessChecks.aboutDisk(server.services());
      HealthCheckResponse here = questions.answer("disk", question);
      assertThat(here.getStatus()).isEqualTo(Status.UP);
      assertThat(here.getData().orElseThrow())
          .containsEntry("cache-bytes", 0L)
          .containsKeys("free-bytes", "total-bytes");

      Files.move(data, folder.resolve("elsewhere"));

      assertDown(questions.answer("disk", question)).contains(data.toString());
    }
  }

  private static String since(HealthCheckResponse answer) {
    return (String) answer.getData().orElseThrow().get("since");
  }

  private static AbstractStringAssert<?> assertDown(HealthCheckResponse answer) {
    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    return assertThat((String) answer.getData().orElseThrow().get("error"));
  }
}
