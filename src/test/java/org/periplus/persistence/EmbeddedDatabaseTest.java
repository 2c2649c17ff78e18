package org.periplus.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;

/** H2 in files, as a server has it that is configured with no database. */
class EmbeddedDatabaseTest {

  private static final int ROWS = 100;

  @TempDir private Path folder;

  @Test
  void hasWhatWasCommittedBeforeItsServerWasKilled() throws Exception {
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("committed");
    } finally {
      server.destroyForcibly().waitFor();
    }

    try (Database database =
            new Database(DatabaseConfiguration.embedded(), new DataDirectory(folder));
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from committed")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(ROWS);
    }
  }

  @Test
  void goesOnWhenAThreadIsInterruptedThatCommits() throws Exception {
    try (Database database =
            new Database(DatabaseConfiguration.embedded(), new DataDirectory(folder));
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (id int)");

      Thread.currentThread().interrupt();
      statement.execute("insert into kept values (1)");
      boolean interrupted = Thread.interrupted();

      assertThat(interrupted).isTrue();
      try (ResultSet rows = statement.executeQuery("select count(*) from kept")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
  }

  /** A server of its own, which waits to be killed. */
  static final class Server {

    private Server() {}

    public static void main(String[] arguments) throws SQLException, IOException {
      Database database =
          new Database(DatabaseConfiguration.embedded(), new DataDirectory(Path.of(arguments[0])));
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table committed (id int)");
        for (int row = 0; row < ROWS; row++) {
          statement.execute("insert into committed values (" + row + ")");
        }
      }
      System.out.println("committed");
      System.in.read();
    }
  }
}
