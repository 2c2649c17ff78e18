package org.periplus.api.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.periplus.api.event.FollowerThreads;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobLauncher;
import org.periplus.job.step.LogConfiguration;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.step.StepState;
import org.periplus.staging.store.StoredFile;

/** The clients that follow logs, and the threads that send to them. Threads share it. */
@Service
public class LogFollowers {

  /** Longer than any job: who follows a log waits for it as long as its job runs. */
  private static final Duration AS_LONG_AS_THE_JOB = Duration.ofDays(3650);

  private final StepLogs logs;
  private final StepRunStore steps;
  private final JobLauncher jobs;
  private final Duration heartbeat;
  private final Duration lookInterval;
  private final Set<LogFollower> followers = ConcurrentHashMap.newKeySet();
  private FollowerThreads threads;

  @Inject
  public LogFollowers(
      StepLogs logs, StepRunStore steps, JobLauncher jobs, LogConfiguration configuration) {
    this.steps = steps;
    this.logs = logs;
    this.jobs = jobs;
    this.heartbeat = configuration.heartbeat();
    this.lookInterval = configuration.lookInterval();
  }

  /** The log of a run as it lies in the data directory or in the result store. */
  private record StoredLog(StepLogs logs, StepRunStore steps, Job job, StepRun run)
      implements LogFollower.Stored {

    @Override
    public Optional<StoredFile> find() throws IOException {
      return logs.find(job, run);
    }

    @Override
    public boolean isComplete() {
      return steps
          .findByName(job.id(), run.name().orElseThrow())
          .map(StepRun::state)
          .filter(StepState::ended)
          .isPresent();
    }
  }

  private synchronized FollowerThreads start() {
    if (threads == null) {
      threads = new FollowerThreads("log");
      threads.every(heartbeat, () -> followers.forEach(LogFollower::beat));
      threads.every(lookInterval, () -> followers.forEach(LogFollower::look));
    }
    return threads;
  }

  /**
   * Sends the log of a run, until it ends.
   *
   * @param whenOver called once the client has all, or is gone
   */
  void follow(Job job, StepRun run, LogFollower.Client client, Runnable whenOver) {
    FollowerThreads begun = start();
    StoredLog stored = new StoredLog(logs, steps, job, run);
    AtomicReference<LogFollower> self = new AtomicReference<>();
    AtomicReference<Runnable> patience = new AtomicReference<>(() -> {});
    LogFollower follower =
        new LogFollower(
            client,
            begun.senders(),
            stored,
            () -> {
              followers.remove(self.get());
              whenOver.run();
              patience.get().run();
            });
    self.set(follower);
    followers.add(follower);
    patience.set(logs.whenLive(run, follower::follow));
    // Looked up again: it may have ended just before the wait began.
    if (stored.isComplete()) {
      follower.end();
    }
    jobs.ended(job.id(), AS_LONG_AS_THE_JOB).thenRun(follower::end);
  }

  @PreDestroy
  synchronized void close() {
    if (threads != null) {
      threads.close(followers.stream().map(follower -> follower::close));
    }
  }
}
