package org.periplus.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.periplus.configuration.DataDirectory;

/** Makes the pool of connections to the application's database, and the folder of its files. */
final class ConnectionPool {

  private ConnectionPool() {}

  static HikariDataSource of(DatabaseConfiguration configuration, DataDirectory data) {
    prepareFiles(configuration, data);
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("periplus");
    pool.setJdbcUrl(configuration.jdbcUrl(data));
    pool.setUsername(configuration.user());
    configuration.password().ifPresent(pool::setPassword);
    pool.setMaximumPoolSize(configuration.poolSize());
    pool.setConnectionTimeout(configuration.connectionTimeout().toMillis());
    pool.setInitializationFailTimeout(-1); // Not the pool says what a missing database means.
    // A driver in WEB-INF/lib is not seen by java.sql.DriverManager before its class is loaded.
    pool.setDriverClassName(isEmbedded(pool) ? "org.h2.Driver" : "org.postgresql.Driver");
    return new HikariDataSource(pool);
  }

  private static void prepareFiles(DatabaseConfiguration configuration, DataDirectory data) {
    try {
      data.make();
      if (configuration.url().isEmpty()) {
        DatabaseFiles.prepare(data.database());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its database is H2. */
  static boolean isEmbedded(HikariConfig pool) {
    return pool.getJdbcUrl().startsWith("jdbc:h2:");
  }

  /**
   * A connection beside it: after a crash the embedded database has much to mend, which may take
   * longer than who asks the pool waits.
   */
  static Connection patient(HikariDataSource pool) throws SQLException {
    return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
  }
}
