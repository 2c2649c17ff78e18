package org.periplus.job.list;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/** What all servers are doing, of all tenants, as the database knows it. Threads share it. */
@Service
public class WorkInProgress {

  private static final String OPEN = "status in ('ACCEPTED', 'RUNNING')";

  private final Database database;

  @Inject
  public WorkInProgress(Database database) {
    this.database = database;
  }

  /**
   * A server that has jobs.
   *
   * @param jobs how many
   * @param lease until when they are its own without its saying so again
   */
  public record Server(String name, long jobs, Instant lease) {}

  /** Jobs of one process that no server has yet. */
  public record Queue(String tenant, String processID, long jobs, Instant since) {}

  /** A job that a server has. */
  public record Running(
      UUID jobID,
      String tenant,
      String processID,
      Optional<String> title,
      Optional<String> owner,
      String server,
      int progress,
      String message,
      Optional<Instant> started) {}

  /** How many tools of a tenant run now. */
  public record Tools(String tenant, long running) {}

  /** The servers that have jobs. */
  public List<Server> servers() {
    return rows(
        "select node, count(*), max(lease_until) from job where node is not null and "
            + OPEN
            + " group by node order by node",
        Integer.MAX_VALUE,
        row -> new Server((String) row[0], number(row[1]), instant(row[2])));
  }

  /** What waits, most first. */
  public List<Queue> queues(int most) {
    return rows(
        "select tenant, process_id, count(*), min(created) from job where node is null and "
            + OPEN
            + " group by tenant, process_id order by 3 desc, 1, 2",
        most,
        row -> new Queue((String) row[0], (String) row[1], number(row[2]), instant(row[3])));
  }

  /** What runs, oldest first. */
  public List<Running> running(int most) {
    return rows(
        // Hibernate gives a large object, and no text, for H2's column of the message.
        "select id, tenant, process_id, title, owner_name, node, progress,"
            + " cast(message as varchar(1000)), started from job where node is not null and "
            + OPEN
            + " order by created, id",
        most,
        row ->
            new Running(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                Optional.ofNullable((String) row[3]),
                Optional.ofNullable((String) row[4]),
                (String) row[5],
                (int) number(row[6]),
                (String) row[7],
                Optional.ofNullable(row[8]).map(WorkInProgress::instant)));
  }

  /** The tenants whose tools run. */
  public List<Tools> tools() {
    return rows(
        "select j.tenant, count(*) from step_run s join job j on j.id = s.job_id"
            + " where s.state = 'RUNNING' and s.kind = 'TOOL' and j.status = 'RUNNING'"
            + " group by j.tenant order by 2 desc, 1",
        Integer.MAX_VALUE,
        row -> new Tools((String) row[0], number(row[1])));
  }

  private <T> List<T> rows(String query, int most, Function<Object[], T> made) {
    List<?> found =
        database.read(jpa -> jpa.createNativeQuery(query).setMaxResults(most).getResultList());
    return found.stream().map(Object[].class::cast).map(made).toList();
  }

  private static long number(Object cell) {
    return ((Number) cell).longValue();
  }

  /** As the providers of both servers give it, from H2 and from PostgreSQL. */
  private static Instant instant(Object cell) {
    if (cell instanceof Instant instant) {
      return instant;
    }
    return cell instanceof OffsetDateTime time
        ? time.toInstant()
        : ((java.util.Date) cell).toInstant();
  }
}
