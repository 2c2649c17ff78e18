package org.periplus.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.periplus.persistence.Database;

/** What the tables of the batch repository hold. Threads share it. */
public final class BatchRepositoryRows {

  private final Database database;

  BatchRepositoryRows(Database database) {
    this.database = database;
  }

  /** How a batch execution or one of its steps stands in the batch repository. */
  public record Row(String name, String status, Instant started, Instant ended) {}

  /** The batch executions of a job, those of its subworkflows too, in the order of their start. */
  public List<Row> executions(UUID job) throws SQLException {
    return rows(
        "SELECT i.JOBNAME, e.BATCHSTATUS, e.STARTTIME, e.ENDTIME FROM JOB_EXECUTION e"
            + " JOIN JOB_INSTANCE i ON i.JOBINSTANCEID = e.JOBINSTANCEID"
            + " WHERE e.JOBPARAMETERS LIKE ? ORDER BY e.JOBEXECUTIONID",
        "%" + job + "%");
  }

  /** The steps of a batch execution in the batch repository, by name. */
  public List<Row> steps(long execution) throws SQLException {
    return rows(
        "SELECT STEPNAME, BATCHSTATUS, STARTTIME, ENDTIME FROM STEP_EXECUTION"
            + " WHERE JOBEXECUTIONID = ? ORDER BY STEPNAME",
        execution);
  }

  /** The partitions of a step of a batch execution; they have no times. */
  public List<Row> partitions(long execution, String step) throws SQLException {
    return rows(
        "SELECT s.STEPNAME, p.BATCHSTATUS, s.STARTTIME, s.ENDTIME FROM PARTITION_EXECUTION p"
            + " JOIN STEP_EXECUTION s ON s.STEPEXECUTIONID = p.STEPEXECUTIONID"
            + " WHERE s.JOBEXECUTIONID = ? AND s.STEPNAME = ?",
        execution,
        step);
  }

  /** How many rows each table of the batch repository has, the instances first. */
  public List<Integer> counts() throws SQLException {
    List<Integer> counts = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of("JOB_INSTANCE", "JOB_EXECUTION", "STEP_EXECUTION", "PARTITION_EXECUTION")) {
        try (ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
          result.next();
          counts.add(result.getInt(1));
        }
      }
    }
    return counts;
  }

  private List<Row> rows(String sql, Object... parameters) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<Row> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(new Row(result.getString(1), result.getString(2), at(result, 3), at(result, 4)));
        }
      }
      return rows;
    }
  }

  private static Instant at(ResultSet result, int column) throws SQLException {
    if (result.getMetaData().getColumnTypeName(column).equals("timestamptz")) { // PostgreSQL
      OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    LocalDateTime time = result.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
