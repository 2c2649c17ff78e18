package org.periplus.persistence;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The schema of the database, and JPA on top of it.
 *
 * @param ready brings the schema up to date
 */
record Schema(Consumer<HikariDataSource> ready) {

  /** The schema that migrations make of what is there. */
  static Schema migrated() {
    return new Schema(Schema::migrate);
  }

  private static void migrate(HikariDataSource pool) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations(
            ConnectionPool.isEmbedded(pool)
                ? new String[] {"classpath:db/migration", "classpath:db/h2"}
                : new String[] {"classpath:db/migration"})
        .load()
        .migrate();
  }

  /**
   * Brings the schema up to date, then starts JPA.
   *
   * @param connections those that JPA takes
   */
  EntityManagerFactory open(HikariDataSource pool, DataSource connections) {
    ready.accept(pool);
    return Persistence.createEntityManagerFactory(
        "periplus", Map.of("jakarta.persistence.nonJtaDataSource", connections));
  }
}
