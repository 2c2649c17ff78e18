package org.periplus.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** The tables of the server under test, read beside it. */
final class BatchTables implements AutoCloseable {

  private static final String STEPS =
      """
      SELECT s.STEPNAME, s.BATCHSTATUS, s.STARTTIME, s.ENDTIME,
             (SELECT COUNT(*) FROM PARTITION_EXECUTION p
               WHERE p.STEPEXECUTIONID = s.STEPEXECUTIONID) AS PARTITIONS
        FROM STEP_EXECUTION s JOIN JOB_EXECUTION j ON j.JOBEXECUTIONID = s.JOBEXECUTIONID
       WHERE j.JOBPARAMETERS LIKE ? AND j.JOBPARAMETERS %s LIKE '%%element%%'
       ORDER BY s.STEPEXECUTIONID
      """;

  private final Connection connection;

  BatchTables() throws SQLException {
    connection =
        DriverManager.getConnection(System.getProperty("system.test.database"), "periplus", "");
  }

  /** One row of STEP_EXECUTION, with the number of its rows in PARTITION_EXECUTION. */
  record StepRow(String name, String status, Timestamp start, Timestamp end, int partitions) {}

  /** The job executions of a job: its own one, and those of its scattered subworkflows. */
  List<String> jobExecutions(String job) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT BATCHSTATUS FROM JOB_EXECUTION WHERE JOBPARAMETERS LIKE ?")) {
      query.setString(1, "%" + job + "%");
      List<String> states = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          states.add(rows.getString(1));
        }
      }
      return states;
    }
  }

  /** What the database keeps of what a job was given. */
  String inputs(String job) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT INPUTS, DEFINITION FROM JOB WHERE ID = ?")) {
      query.setString(1, job);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getString(1) + rows.getString(2);
      }
    }
  }

  /** The steps of the job's own execution. */
  List<StepRow> steps(String job) throws SQLException {
    return steps(job, "NOT");
  }

  /** The steps of the executions of its scattered subworkflows. */
  List<StepRow> subworkflowSteps(String job) throws SQLException {
    return steps(job, "");
  }

  private List<StepRow> steps(String job, String not) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STEPS.formatted(not))) {
      query.setString(1, "%" + job + "%");
      List<StepRow> steps = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          steps.add(
              new StepRow(
                  row.getString("STEPNAME"),
                  row.getString("BATCHSTATUS"),
                  row.getTimestamp("STARTTIME"),
                  row.getTimestamp("ENDTIME"),
                  row.getInt("PARTITIONS")));
        }
      }
      return steps;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
