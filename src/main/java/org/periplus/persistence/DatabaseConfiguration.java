package org.periplus.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataDirectory;

/**
 * Where the database is.
 *
 * @param url a JDBC URL of H2 or PostgreSQL; when there is none, H2 in files in the data directory
 * @param poolSize how many connections are open at most
 * @param connectionTimeout how long a transaction waits for a connection of the pool
 */
@Dependent
public record DatabaseConfiguration(
    @ConfigProperty(name = "periplus.database.url") Optional<String> url,
    @ConfigProperty(name = "periplus.database.user", defaultValue = "periplus") String user,
    @ConfigProperty(name = "periplus.database.password") Optional<String> password,
    @ConfigProperty(name = "periplus.database.pool-size", defaultValue = "16") int poolSize,
    @ConfigProperty(name = "periplus.database.connection-timeout", defaultValue = "PT5S")
        Duration connectionTimeout) {

  @Inject
  public DatabaseConfiguration {}

  /** H2 in files in this directory, with the other values at their defaults. */
  public static DatabaseConfiguration embedded() {
    return of(null, "periplus", null);
  }

  /** The database at this URL, with the other values at their defaults. */
  public static DatabaseConfiguration of(String url, String user, String password) {
    return new DatabaseConfiguration(
        Optional.ofNullable(url), user, Optional.ofNullable(password), 16, Duration.ofSeconds(5));
  }

  String jdbcUrl(DataDirectory data) {
    // TIME ZONE: H2 reads a java.sql.Timestamp as wall-clock time of the session's zone.
    // WRITE_DELAY: H2 would write commits half a second later, and a killed server lose them.
    // async: the files of "file" are closed, and all is over, when a thread is interrupted in them.
    // QUERY_CACHE_SIZE: H2 would keep the last values of each connection's statements, requests
    // among them.
    return url.orElseGet(
        () ->
            "jdbc:h2:async:"
                + data.database().resolve("periplus")
                + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000;TIME ZONE=UTC"
                + ";WRITE_DELAY=0;QUERY_CACHE_SIZE=0");
  }
}
