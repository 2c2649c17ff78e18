package org.periplus.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.configuration.DataDirectory;

/** The databases that every store is tested with; each {@link #open} gives an empty one. */
public enum TestDatabase {
  /** H2 in files, as a server without configuration has it. */
  H2 {
    @Override
    public Database open() {
      try {
        Path directory =
            Files.createTempDirectory(Files.createDirectories(Path.of("target", "h2")), "test");
        return new Database(DatabaseConfiguration.embedded(), new DataDirectory(directory));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },

  /** PostgreSQL, from Maven Central's embedded distribution; it runs as root too. */
  POSTGRESQL {
    @Override
    public Database open() {
      String name = "test" + DATABASES.incrementAndGet();
      try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return new Database(
          DatabaseConfiguration.of(
              Server.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres"),
          new DataDirectory(Path.of("target")));
    }
  };

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** An empty database of this kind; the caller closes it. */
  public abstract Database open();

  /** The same PostgreSQL database twice, as two servers have it; the caller closes both. */
  public static List<Database> openTwice() {
    String name = "shared" + DATABASES.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    DatabaseConfiguration configuration =
        DatabaseConfiguration.of(
            Server.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres");
    DataDirectory folder = new DataDirectory(Path.of("target"));
    return List.of(new Database(configuration, folder), new Database(configuration, folder));
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
