package org.periplus.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.tools.RunScript;
import org.periplus.configuration.DataDirectory;

/**
 * The schema of an empty embedded database as one script: all migrations take a second, this a
 * fifth of it. A program carries it on its class path, beside this class, or does without.
 */
public final class SchemaScript {

  /** Its name, in the package of this class. */
  public static final String NAME = "schema-h2.sql";

  private SchemaScript() {}

  /**
   * The script of what the migrations make.
   *
   * @param data where the database would have its files; nothing is written
   */
  public static String ofMigrations(DataDirectory data) {
    try (Database migrated = new Database(inMemory(), data, Optional.empty(), Schema.migrated())) {
      return of(migrated);
    }
  }

  /**
   * A database in memory, which begins empty and is gone when it is closed; the caller closes it.
   */
  public static Database emptyDatabase(DataDirectory data) {
    URL script = SchemaScript.class.getResource(NAME);
    return new Database(
        inMemory(), data, Optional.empty(), script == null ? Schema.migrated() : asWritten(script));
  }

  static String of(Database database) {
    StringBuilder script = new StringBuilder();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("SCRIPT NOPASSWORDS NOSETTINGS")) {
      while (lines.next()) {
        script.append(lines.getString(1).strip()).append('\n');
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return script.toString();
  }

  static DatabaseConfiguration inMemory() {
    return DatabaseConfiguration.of(
        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;TIME ZONE=UTC", "periplus", null);
  }

  /** The schema that a script makes in an empty database. */
  static Schema asWritten(URL script) {
    return new Schema(pool -> run(script, pool));
  }

  private static void run(URL script, DataSource pool) {
    try (InputStream in = script.openStream();
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        Connection connection = pool.getConnection()) {
      RunScript.execute(connection, reader);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
