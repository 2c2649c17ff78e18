package org.periplus.job.retention;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.periplus.configuration.Service;
import org.periplus.job.JobLauncher;
import org.periplus.persistence.Database;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.security.identity.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the {@link Housekeeping} at its interval, on one server of a cluster: whoever moves the row
 * of the task on first; and on each server what its own container engine needs. Threads share it.
 */
@Service
public class HousekeepingTimer {

  private static final Logger LOG = LoggerFactory.getLogger(HousekeepingTimer.class);

  private final Housekeeping housekeeping;
  private final Sessions sessions;
  private final JobLauncher launcher;
  private final Database database;
  private final Duration interval;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService timer;

  private ScheduledFuture<?> scheduled;

  @Inject
  public HousekeepingTimer(
      Housekeeping housekeeping,
      Sessions sessions,
      JobLauncher launcher,
      Database database,
      RetentionConfiguration retention) {
    this.housekeeping = housekeeping;
    this.sessions = sessions;
    this.launcher = launcher;
    this.database = database;
    this.interval = retention.interval();
  }

  void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
    scheduled =
        timer.scheduleWithFixedDelay(this::tick, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does it now; what is for the whole cluster, unless another server has just done it. */
  void tick() {
    try {
      launcher.removeWhatEndedJobsLeft();
      if (isOurs(Instant.now())) {
        housekeeping.sweep();
        sessions.forgetOld();
      }
    } catch (DatabaseAwayException e) {
      LOG.warn("Housekeeping is tried again after {}: {}", interval, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Housekeeping failed; it is tried again after {}", interval, e);
    }
  }

  /** A little earlier than the interval, so that a server's own clock does not skip every other. */
  boolean isOurs(Instant now) {
    Instant next = now.plus(interval.minus(interval.dividedBy(10)));
    int moved =
        database.inTransaction(
            jpa ->
                jpa.createQuery(
                        "update ClusterTask t set t.due = :next"
                            + " where t.name = :name and t.due <= :now")
                    .setParameter("next", next)
                    .setParameter("name", ClusterTask.HOUSEKEEPING)
                    .setParameter("now", now)
                    .executeUpdate());
    return moved == 1;
  }

  @PreDestroy
  void end() {
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }
}
