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
import java.util.stream.Stream;
import org.periplus.configuration.DataDirectory;

/** The databases that every store is tested with; each {@link #open} gives an empty one. */
public enum TestDatabase {
  /** H2 in files, as a server without configuration has it. */
  H2 {
    @Override
    public Database open() {
      try {
        Path directory = newFolder();
        copyFiles(EmptyFiles.FOLDER, directory);
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
      return onServer(create("test" + DATABASES.incrementAndGet(), Server.MIGRATED));
    }
  };

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** An empty database of this kind; the caller closes it. */
  public abstract Database open();

  /** The same PostgreSQL database twice, as two servers have it; the caller closes both. */
  public static List<Database> openTwice() {
    String name = create("shared" + DATABASES.incrementAndGet(), Server.MIGRATED);
    return List.of(onServer(name), onServer(name));
  }

  /** Makes a database that is a copy of another one. */
  private static String create(String name, String copied) {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + copied);
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Database onServer(String name) {
    return new Database(
        DatabaseConfiguration.of(
            Server.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres"),
        new DataDirectory(Path.of("target")));
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target", "h2")), "test");
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.filter(path -> !path.equals(from)).toList()) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
  }

  /** The files of a database that has its tables and nothing in them: making them takes long. */
  private static final class EmptyFiles {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = newFolder();
        new Database(DatabaseConfiguration.embedded(), new DataDirectory(folder)).close();
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    /** The same on the server. */
    static final String MIGRATED = migrated();

    private static String migrated() {
      String name = create("migrated", "template1");
      onServer(name).close();
      return name;
    }

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
