package org.periplus.process;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/**
 * A number that goes up with each change of a deployed process, whichever server made it. Who reads
 * it before the processes knows, as long as it is the same, that these are. Threads share it.
 */
@Service
public class CatalogueVersion {

  private final Database database;

  @Inject
  public CatalogueVersion(Database database) {
    this.database = database;
  }

  /**
   * The number now. It is asked for by requests that need nothing else of the database, so that
   * what JPA does around a query would cost more than all the rest of them.
   *
   * @throws org.periplus.persistence.DatabaseAwayException when the database does not answer
   */
  public long now() {
    return database.outages().through(this::read);
  }

  private long read() {
    database.open();
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query =
            connection.prepareStatement("select version from process_catalogue");
        ResultSet version = query.executeQuery()) {
      version.next();
      return version.getLong(1);
    } catch (SQLException e) {
      throw new PersistenceException("The version of the processes cannot be read", e);
    }
  }

  /** Notes a change, last in its transaction: others that change something wait for its end. */
  static void change(EntityManager jpa) {
    jpa.createNativeQuery("update process_catalogue set version = version + 1").executeUpdate();
  }
}
