package org.periplus.persistence;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema of the database, and JPA on top of it. */
final class Schema {

  private Schema() {}

  /**
   * Brings the schema up to date, then starts JPA.
   *
   * @param connections those that JPA takes
   * @param embedded whether it is H2
   */
  static EntityManagerFactory migrated(DataSource pool, DataSource connections, boolean embedded) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations(
            embedded
                ? new String[] {"classpath:db/migration", "classpath:db/h2"}
                : new String[] {"classpath:db/migration"})
        .load()
        .migrate();
    return Persistence.createEntityManagerFactory(
        "periplus", Map.of("jakarta.persistence.nonJtaDataSource", connections));
  }
}
