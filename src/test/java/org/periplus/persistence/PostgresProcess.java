package org.periplus.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL that can be stopped and started on the same data and the same port. */
public final class PostgresProcess implements AutoCloseable {

  private final Path data;
  private final String host;
  private final int port;
  private EmbeddedPostgres server;

  /** Starts it, with an empty database. */
  public PostgresProcess(Path data) throws IOException {
    this(data, "localhost");
  }

  private PostgresProcess(Path data, String host) throws IOException {
    this.data = data;
    this.host = host;
    this.port = freePort();
    start();
  }

  /**
   * One that others reach too.
   *
   * @param host an address of this machine
   * @param clients the addresses that it lets in besides, such as {@code 10.0.0.0/8}
   */
  public static PostgresProcess reachable(Path data, String host, String clients)
      throws IOException, SQLException {
    PostgresProcess process = new PostgresProcess(data, host);
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "host all all " + clients + " trust" + System.lineSeparator(),
        StandardOpenOption.APPEND);
    try (Connection connection = process.server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_reload_conf()");
    }
    return process;
  }

  public void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig(
                "listen_addresses", host.equals("localhost") ? host : "localhost," + host)
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
  }

  /** Ends it, with all its connections. */
  public void stop() throws IOException {
    server.close();
  }

  /** How a server uses it, as environment variables. */
  public Map<String, String> settings() {
    return Map.of(
        "PERIPLUS_DATABASE_URL", url(),
        "PERIPLUS_DATABASE_USER", "postgres",
        "PERIPLUS_DATABASE_PASSWORD", "postgres");
  }

  /** How a server uses it; who asks for a connection in vain hears of it soon. */
  public DatabaseConfiguration configuration() {
    return new DatabaseConfiguration(
        Optional.of(url()), "postgres", Optional.of("postgres"), 4, Duration.ofSeconds(1));
  }

  /** How many transactions ended well since it was made. */
  public long commits() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sum(xact_commit) FROM pg_stat_database")) {
      row.next();
      return row.getLong(1);
    }
  }

  private String url() {
    return "jdbc:postgresql://" + host + ":" + port + "/postgres";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
