package org.periplus.job.execution;

import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.queue.QueueConfiguration;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;

/**
 * The jobs of requests with a key. That there is one job for a key holds the database, on all
 * servers. Threads share it.
 */
@Service
public class KeyedJobs {

  private final Database database;
  private final JobStore jobs;
  private final QueueConfiguration configuration;
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

  @Inject
  public KeyedJobs(Database database, JobStore jobs, QueueConfiguration configuration) {
    this.database = database;
    this.jobs = jobs;
    this.configuration = configuration;
  }

  /** A job, and whether this request made it. */
  public record Found(Job job, boolean created) {}

  /**
   * The job of a request; made unless there is one.
   *
   * @throws KeyReusedException if the key stands for another request
   */
  public Found findOrCreate(KeyedRequest request, Supplier<NewJob> order) {
    Optional<Job> earlier = find(request);
    if (earlier.isPresent()) {
      return new Found(earlier.get(), false);
    }
    NewJob wanted = order.get();
    try {
      Instant now = clock.instant();
      return new Found(
          jobs.create(wanted, jpa -> jpa.persist(new IdempotencyKey(request, wanted.id(), now))),
          true);
    } catch (PersistenceException e) {
      // Another request with the key was a moment earlier.
      return new Found(find(request).orElseThrow(() -> e), false);
    }
  }

  private Optional<Job> find(KeyedRequest request) {
    Instant kept = clock.instant().minus(configuration.keyKept());
    Optional<IdempotencyKey> found =
        database.inTransaction(
            jpa -> {
              jpa.createQuery("delete from IdempotencyKey k where k.id = :id and k.created < :kept")
                  .setParameter("id", request.id())
                  .setParameter("kept", kept)
                  .executeUpdate();
              return Optional.ofNullable(jpa.find(IdempotencyKey.class, request.id()));
            });
    if (found.isPresent() && !found.get().isOf(request)) {
      throw new KeyReusedException();
    }
    return found.flatMap(key -> jobs.find(UUID.fromString(key.jobId())));
  }

  /** Forgets the keys whose time is over. */
  public void forgetOld(Instant now) {
    database.transact(
        jpa ->
            jpa.createQuery("delete from IdempotencyKey k where k.created < :kept")
                .setParameter("kept", now.minus(configuration.keyKept()))
                .executeUpdate());
  }
}
