package org.periplus.job.list;

import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.configuration.Service;
import org.periplus.job.JobStatus;
import org.periplus.persistence.Database;

/**
 * What the status of a job is made of, whichever server wrote it. Who reads it before the job
 * itself knows, as long as it is equal, that its status says the same. Threads share it.
 */
@Service
public class StatusVersions {

  private static final int STATUS = 1;

  /** Names of steps are given once, so that their number tells of each that comes. */
  private static final String SHOWN =
      "select j.status, j.message, j.progress, j.started, j.finished, j.updated, j.process_id,"
          + " j.owner_issuer, j.owner_subject, j.owner_name, j.title, j.tags,"
          + " (select count(s.name) from step_run s where s.job_id = j.id)"
          + " from job j where j.id = ? and j.tenant = ?";

  private final Database database;

  @Inject
  public StatusVersions(Database database) {
    this.database = database;
  }

  /**
   * All that the status of a job shows, who owns it, and how many of its steps have a name.
   *
   * @param shown its columns as text; null where there is nothing
   */
  public record StatusVersion(JobStatus status, List<String> shown) {}

  /**
   * That of a tenant's job; empty when it has no such job. Clients ask for the status of a job
   * again and again, so that what JPA does around a query would cost more than the rest of them.
   *
   * @throws org.periplus.persistence.DatabaseAwayException when the database does not answer
   */
  public Optional<StatusVersion> find(String tenant, UUID job) {
    return database.outages().through(() -> read(tenant, job));
  }

  private Optional<StatusVersion> read(String tenant, UUID job) {
    database.open();
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(SHOWN)) {
      query.setString(1, job.toString());
      query.setString(2, tenant);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(version(found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new PersistenceException("The status of a job cannot be read", e);
    }
  }

  private static StatusVersion version(ResultSet found) throws SQLException {
    String[] shown = new String[found.getMetaData().getColumnCount()];
    for (int column = 1; column <= shown.length; column++) {
      shown[column - 1] = found.getString(column);
    }
    return new StatusVersion(
        JobStatus.valueOf(found.getString(STATUS)),
        Collections.unmodifiableList(Arrays.asList(shown)));
  }
}
