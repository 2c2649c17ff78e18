package org.periplus.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL that can be stopped and started on the same data and the same port. */
final class PostgresProcess implements AutoCloseable {

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  /** Starts it, with an empty database. */
  PostgresProcess(Path data) throws IOException {
    this.data = data;
    this.port = ServerProcess.freePort();
    start();
  }

  void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
  }

  /** Ends it, with all its connections. */
  void stop() throws IOException {
    server.close();
  }

  /** How a server uses it, as environment variables. */
  Map<String, String> settings() {
    return Map.of(
        "PERIPLUS_DATABASE_URL", "jdbc:postgresql://localhost:" + port + "/postgres",
        "PERIPLUS_DATABASE_USER", "postgres",
        "PERIPLUS_DATABASE_PASSWORD", "postgres");
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
