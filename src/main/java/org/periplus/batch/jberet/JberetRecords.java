package org.periplus.batch.jberet;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.jberet.repository.JdbcRepository;
import org.jberet.repository.JobRepository;
import org.periplus.configuration.Service;
import org.periplus.job.BatchRecords;
import org.periplus.persistence.Database;

/**
 * The tables of JBeret's repository. It makes them and writes to them, but deletes no row itself:
 * what it calls removal concerns its cache. Safe for use by several threads.
 */
@Service
public class JberetRecords implements BatchRecords {

  /** What a deletion follows from a table to the next; H2 has such indexes by itself. */
  private static final List<String> INDEXES =
      List.of(
          "create index if not exists job_execution_instance on job_execution (jobinstanceid)",
          "create index if not exists step_execution_job on step_execution (jobexecutionid)",
          "create index if not exists partition_execution_step"
              + " on partition_execution (stepexecutionid)");

  /** Instances hold all executions that were restarts of the same one; the rest cascades. */
  private static final String DELETION =
      """
      delete from job_instance where jobinstanceid in (
          select e.jobinstanceid from job_execution e where e.jobexecutionid in (
              select b.execution_id from job_batch_execution b where b.job_id = ?1
              union select s.batch_execution from step_run s
                     where s.job_id = ?1 and s.batch_execution is not null))
      """;

  private final Database database;
  private final JobRepository repository;
  private JobRepository opened;

  @Inject
  public JberetRecords(Database database) {
    this.database = database;
    this.repository = RetryingRepository.of(this::opened, database.outages());
  }

  /** JBeret's part of it; the first call makes the tables that are missing. */
  public JobRepository repository() {
    return repository;
  }

  private synchronized JobRepository opened() {
    if (opened == null) {
      database.open();
      JobRepository tables = new JdbcRepository(database.dataSource());
      if (!database.embedded()) {
        database.transact(JberetRecords::makeIndexes);
      }
      opened = tables;
    }
    return opened;
  }

  private static void makeIndexes(EntityManager jpa) {
    // Held, so that two servers which start at once do not both make one.
    jpa.createNativeQuery("select id from job_queue where id = 1 for update").getResultList();
    INDEXES.forEach(index -> jpa.createNativeQuery(index).executeUpdate());
  }

  @Override
  public void delete(UUID jobId, Runnable job) {
    database.outages().through(this::opened);
    database.inOneTransaction(
        () -> {
          database.transact(jpa -> delete(jpa, jobId));
          job.run();
          return null;
        });
  }

  /** The job's row is held first, as by those who write what the job still records. */
  private static void delete(EntityManager jpa, UUID jobId) {
    jpa.createNativeQuery("select j.id from job j where j.id = ?1 for update")
        .setParameter(1, jobId.toString())
        .getResultList();
    jpa.createNativeQuery(DELETION).setParameter(1, jobId.toString()).executeUpdate();
  }
}
