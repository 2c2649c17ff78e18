package org.periplus.job.callback;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.SteadyClock;
import org.periplus.job.Subscription;
import org.periplus.persistence.Database;

/**
 * What subscribers of jobs are still to be told. It is written in the transaction that changes the
 * job, so that nothing is told that did not happen, and nothing that happened is forgotten. Several
 * servers may take from one database. Threads share it.
 */
@Service
public class CallbackOutbox {

  private static final String DUE = "SELECT id FROM callback WHERE due <= ?";

  private static final String FIRST = " ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED";

  private final Database database;
  private final InstantSource clock;
  private volatile Runnable listener = () -> {};

  @Inject
  public CallbackOutbox(Database database) {
    this.database = database;
    this.clock = SteadyClock.OF_THE_SERVER;
  }

  /** Calls back, by the thread that changed a job, whenever something may be due on this server. */
  public void onDue(Runnable newListener) {
    listener = newListener;
  }

  public void subscribe(
      EntityManager jpa, UUID jobId, String tenant, Optional<Subscription> subscription) {
    jpa.createQuery("delete from Callback c where c.jobId = :job")
        .setParameter("job", jobId.toString())
        .executeUpdate();
    subscription.ifPresent(
        wanted ->
            wanted
                .addresses()
                .forEach(
                    (kind, uri) ->
                        jpa.persist(new Callback(jobId, tenant, kind, uri, wanted.landingPage()))));
  }

  /** Notes what became of a job, within the transaction; true if something is due by that. */
  public boolean happened(EntityManager jpa, Job job, Instant now) {
    boolean due = false;
    if (job.subscribed()) {
      for (Callback callback : of(jpa, job)) {
        due |= callback.happened(job, now);
      }
    }
    return due;
  }

  /** Locks them: a server that tells one of them changes it too. */
  private static List<Callback> of(EntityManager jpa, Job job) {
    return jpa.createQuery("select c from Callback c where c.jobId = :job", Callback.class)
        .setParameter("job", job.id().toString())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** To be called after the transaction: what it wrote can be taken now. */
  public void wake() {
    listener.run();
  }

  /**
   * Takes what is due for the longest time; no other server takes the same meanwhile.
   *
   * @param busy whose callbacks stay where they are
   * @param lease after what time it is due again if neither {@link #told} nor another method says
   *     how it ended
   */
  public Optional<DueCallback> take(Duration lease, BusyTargets busy) {
    return database.inTransaction(
        jpa -> {
          Instant now = clock.instant();
          Query due = jpa.createNativeQuery(DUE + busy.condition() + FIRST);
          due.setParameter(1, now.atOffset(ZoneOffset.UTC));
          List<?> found = without(due, busy).getResultList();
          return found.stream()
              .findFirst()
              .map(id -> taken(jpa, jpa.find(Callback.class, id), now, lease));
        });
  }

  private static Query without(Query query, BusyTargets busy) {
    int place = 2;
    for (String value : Stream.concat(busy.tenants().stream(), busy.hosts().stream()).toList()) {
      query.setParameter(place, value);
      place++;
    }
    return query;
  }

  private static DueCallback taken(
      EntityManager jpa, Callback callback, Instant now, Duration lease) {
    return callback.take(jpa.find(Job.class, callback.jobId()).context(), now, lease);
  }

  /**
   * It was told.
   *
   * @param pause how long progress is not told again
   */
  public void told(DueCallback told, Duration pause) {
    change(told, callback -> callback.told(told, clock.instant(), pause));
  }

  /** It could not be told and is due again later. */
  public void retry(DueCallback failed, Duration delay) {
    change(failed, callback -> callback.retryAt(clock.instant().plus(delay)));
  }

  /** It could not be told and is not tried again. */
  public void giveUp(DueCallback failed) {
    change(failed, Callback::giveUp);
  }

  private void change(DueCallback callback, Consumer<Callback> change) {
    database.transact(
        jpa -> {
          Callback found =
              jpa.find(Callback.class, callback.id().toString(), LockModeType.PESSIMISTIC_WRITE);
          if (found != null) {
            change.accept(found);
          }
        });
  }

  /**
   * How long it takes until the next is due, on any server; zero if one is; empty if none is.
   *
   * @param busy whose callbacks are told by those who are busy with them, when they are done
   */
  public Optional<Duration> untilNext(BusyTargets busy) {
    return database
        .read(
            jpa ->
                jpa
                    .createQuery(
                        "select c from Callback c where c.due is not null"
                            + " and (c.tenant is null or c.tenant not in :tenants)"
                            + " and (c.host is null or c.host not in :hosts) order by c.due",
                        Callback.class)
                    .setParameter("tenants", orNobody(busy.tenants()))
                    .setParameter("hosts", orNobody(busy.hosts()))
                    .setMaxResults(1)
                    .getResultList()
                    .stream()
                    .map(Callback::due)
                    .findFirst())
        .map(due -> Duration.between(clock.instant(), due))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  /** Lists in queries must not be empty. */
  private static Set<String> orNobody(Set<String> names) {
    return names.isEmpty() ? Set.of("") : names;
  }
}
