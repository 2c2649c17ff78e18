package org.periplus.process;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;
import org.periplus.persistence.PlainQuery;

/**
 * A number that goes up with each change of a deployed process, whichever server made it. Who reads
 * it before the processes knows, as long as it is the same, that these are. Threads share it.
 */
@Service
public class CatalogueVersion {

  private static final PlainQuery<Long> VERSION =
      new PlainQuery<>("select version from process_catalogue", row -> row.getLong(1));

  private final Database database;

  @Inject
  public CatalogueVersion(Database database) {
    this.database = database;
  }

  /**
   * The number now.
   *
   * @throws org.periplus.persistence.DatabaseAwayException when the database does not answer
   */
  public long now() {
    return VERSION.first(database).orElseThrow();
  }

  /** Notes a change, last in its transaction: others that change something wait for its end. */
  static void change(EntityManager jpa) {
    jpa.createNativeQuery("update process_catalogue set version = version + 1").executeUpdate();
  }
}
