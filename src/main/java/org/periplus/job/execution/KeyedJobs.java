package org.periplus.job.execution;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  private static final String CLAIM =
      "INSERT INTO idempotency_key (id, request, job_id, created) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (id) DO NOTHING";

  /** Requests of one key come one after the other on this server; others mostly do not meet. */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

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
    synchronized (locks.get(Math.floorMod(request.id().hashCode(), locks.size()))) {
      return find(request)
          .map(job -> new Found(job, false))
          .orElseGet(() -> created(request, wanted));
    }
  }

  private Found created(KeyedRequest request, NewJob wanted) {
    try {
      return new Found(jobs.create(wanted, jpa -> claim(jpa, request, wanted.id())), true);
    } catch (KeyTakenException e) {
      return new Found(find(request).orElseThrow(() -> e), false);
    }
  }

  /** Another server may have been a moment earlier: that is no error, and nothing for the log. */
  private void claim(EntityManager jpa, KeyedRequest request, UUID jobId) {
    Instant now = clock.instant();
    if (database.embedded()) {
      jpa.persist(new IdempotencyKey(request, jobId, now));
      return;
    }
    int claimed =
        jpa.createNativeQuery(CLAIM)
            .setParameter(1, request.id())
            .setParameter(2, request.fingerprint())
            .setParameter(3, jobId.toString())
            .setParameter(4, now.atOffset(ZoneOffset.UTC))
            .executeUpdate();
    if (claimed == 0) {
      throw new KeyTakenException();
    }
  }

  /** Rolls back what a request was about to make that came too late. */
  private static final class KeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyTakenException() {
      super("The key was taken and given back in one moment; please try again");
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
