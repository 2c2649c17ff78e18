package org.periplus.job.list;

import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.periplus.configuration.Service;
import org.periplus.job.JobStatus;
import org.periplus.job.SteadyClock;
import org.periplus.persistence.Database;

/** How many jobs there are, on all servers. Threads share it. */
@Service
public class JobCounts {

  private final Database database;

  @Inject
  public JobCounts(Database database) {
    this.database = database;
  }

  /** The number of a tenant's jobs with each status that one has. */
  public Map<JobStatus, Long> byStatus(String tenant, JobFilter filter) {
    return database.read(
        jpa -> JobQuery.counts(jpa, tenant, filter, SteadyClock.OF_THE_SERVER.instant()));
  }

  /** The number of jobs with each status, of all tenants, also where that is none. */
  public Map<JobStatus, Long> byStatus() {
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, 0L);
    }
    List<Object[]> rows =
        database.read(
            jpa ->
                jpa.createQuery(
                        "select j.status, count(j) from Job j group by j.status", Object[].class)
                    .getResultList());
    rows.forEach(row -> counts.put((JobStatus) row[0], (Long) row[1]));
    return counts;
  }

  /** The number of jobs that no server has yet. */
  public long waiting() {
    return database.read(
        jpa ->
            ((Number)
                    jpa.createNativeQuery(
                            "select count(*) from job where node is null"
                                + " and status in ('ACCEPTED', 'RUNNING')")
                        .getSingleResult())
                .longValue());
  }
}
