package org.periplus.job.list;

import jakarta.inject.Inject;
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
import org.periplus.persistence.PlainQuery;

/**
 * What the status of a job is made of, whichever server wrote it. Who reads it before the job
 * itself knows, as long as it is equal, that its status says the same. Threads share it.
 */
@Service
public class StatusVersions {

  /** Names of steps are given once, so that their number tells of each that comes. */
  static final PlainQuery<StatusVersion> SHOWN =
      new PlainQuery<>(
          "select j.status, j.message, j.progress, j.started, j.finished, j.updated, j.process_id,"
              + " j.owner_issuer, j.owner_subject, j.owner_name, j.title, j.tags,"
              + " (select count(s.name) from step_run s where s.job_id = j.id)"
              + " from job j where j.id = ? and j.tenant = ?",
          StatusVersion::of);

  private final Database database;

  @Inject
  public StatusVersions(Database database) {
    this.database = database;
  }

  /**
   * All that the status of a job shows, who owns it, and how many of its steps have a name.
   *
   * @param shown its columns as text, the status first; null where there is nothing
   */
  public record StatusVersion(List<String> shown) {

    private static StatusVersion of(ResultSet found) throws SQLException {
      String[] shown = new String[found.getMetaData().getColumnCount()];
      for (int column = 1; column <= shown.length; column++) {
        shown[column - 1] = found.getString(column);
      }
      return new StatusVersion(Collections.unmodifiableList(Arrays.asList(shown)));
    }

    public JobStatus status() {
      return JobStatus.valueOf(shown.get(0));
    }
  }

  /**
   * That of a tenant's job; empty when it has no such job.
   *
   * @throws org.periplus.persistence.DatabaseAwayException when the database does not answer
   */
  public Optional<StatusVersion> find(String tenant, UUID job) {
    return SHOWN.first(database, job.toString(), tenant);
  }
}
