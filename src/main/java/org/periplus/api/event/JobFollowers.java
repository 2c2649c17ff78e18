package org.periplus.api.event;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.periplus.configuration.Service;
import org.periplus.job.JobStatus;
import org.periplus.job.SteadyClock;
import org.periplus.job.list.ListedJob;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.step.LogConfiguration;
import org.periplus.job.step.StepRun;
import org.periplus.job.store.JobStore;
import org.periplus.job.watch.JobWatch;

/**
 * The clients that follow jobs. One thread looks, for all of them together, at what the database
 * says of their jobs: soon after this server has changed one, at most once a second, and now and
 * then for what other servers do. Threads share it.
 */
@Service
public class JobFollowers {

  private static final System.Logger LOG = System.getLogger(JobFollowers.class.getName());

  /** Much may change in a second, and is told at once. */
  private static final Duration AT_MOST_EACH = Duration.ofSeconds(1);

  /** Who sees one change mostly sees another with it. */
  private static final Duration SOON = Duration.ofMillis(50);

  private final JobWatch watch;
  private final JobStore jobs;
  private final WaitingJobs waiting;
  private final Duration heartbeat;
  private final Duration lookInterval;
  private final InstantSource time = SteadyClock.OF_THE_SERVER;
  private final Map<UUID, FollowedJob> followed = new ConcurrentHashMap<>();
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
  private final Set<JobFollower> followers = ConcurrentHashMap.newKeySet();
  private FollowerThreads threads;
  private final AtomicBoolean looksSoon = new AtomicBoolean();
  private Instant looked = Instant.EPOCH;

  @Inject
  public JobFollowers(
      JobWatch watch, JobStore jobs, WaitingJobs waiting, LogConfiguration configuration) {
    this.watch = watch;
    this.jobs = jobs;
    this.waiting = waiting;
    this.heartbeat = configuration.heartbeat();
    this.lookInterval = configuration.lookInterval();
  }

  private synchronized FollowerThreads start() {
    if (threads == null) {
      threads = new FollowerThreads("job");
      threads.every(heartbeat, () -> followers.forEach(JobFollower::beat));
      threads.every(lookInterval, () -> look(followed.keySet()));
      watch.onChanged(this::changed);
    }
    return threads;
  }

  /**
   * Tells a client what happens to a job, until that ends.
   *
   * @param since which runs the client is told of at once: those that have changed since
   * @param whenOver called once the client has all, or is gone
   */
  void follow(UUID job, Instant since, JobFollower.Client client, Runnable whenOver) {
    FollowerThreads begun = start();
    AtomicReference<JobFollower> self = new AtomicReference<>();
    JobFollower follower =
        new JobFollower(
            client,
            begun.senders(),
            () -> {
              if (followers.remove(self.get())) {
                whenOver.run();
                leaveLater(job, self.get());
              }
            });
    self.set(follower);
    followers.add(follower);
    begun.clock().execute(() -> join(job, since, follower));
  }

  private void join(UUID id, Instant since, JobFollower follower) {
    try {
      Instant now = time.instant();
      JobWatch.News news = watch.since(List.of(id), before(since));
      Optional<JobStatusLine> line = line(news, id, Optional.ofNullable(followed.get(id)), now);
      followed.computeIfAbsent(id, unused -> new FollowedJob(line, news.runs(), now)).add(follower);
      follower.tell(
          line.map(told -> told.status(follower.links())),
          news.runs(),
          Long.toString(now.toEpochMilli()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A client has to come again", e);
      threads.senders().execute(follower::close);
    }
  }

  private static Instant before(Instant since) {
    return since.equals(Instant.EPOCH) ? since : since.minus(FollowedJob.OVERLAP);
  }

  private void leaveLater(UUID job, JobFollower follower) {
    try {
      threads.clock().execute(() -> leave(job, follower));
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "The server stops, and lets go of all");
    }
  }

  private void leave(UUID id, JobFollower follower) {
    FollowedJob job = followed.get(id);
    if (job != null && job.remove(follower)) {
      followed.remove(id);
    }
  }

  /** By whichever thread has changed it: what is to be read is read by another. */
  private void changed(UUID job) {
    if (followed.containsKey(job) && changed.add(job) && looksSoon.compareAndSet(false, true)) {
      try {
        threads.clock().execute(this::lookSoon);
      } catch (RejectedExecutionException e) {
        LOG.log(System.Logger.Level.DEBUG, "The server stops; followers have to come again");
      }
    }
  }

  private void lookSoon() {
    Duration since = Duration.between(looked, time.instant());
    Duration wait =
        AT_MOST_EACH.minus(since).compareTo(SOON) > 0 ? AT_MOST_EACH.minus(since) : SOON;
    var unused =
        threads
            .clock()
            .schedule(
                () -> {
                  looksSoon.set(false);
                  List<UUID> some = List.copyOf(changed);
                  some.forEach(changed::remove);
                  looked = time.instant();
                  look(some);
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void look(Collection<UUID> ids) {
    Map<UUID, FollowedJob> some = new HashMap<>(followed);
    some.keySet().retainAll(ids);
    if (some.isEmpty()) {
      return;
    }
    try {
      Instant now = time.instant();
      Instant since = some.values().stream().map(FollowedJob::since).min(Instant::compareTo).get();
      JobWatch.News news = watch.since(some.keySet(), since);
      Map<UUID, List<StepRun>> runs =
          news.runs().stream().collect(Collectors.groupingBy(StepRun::jobId));
      some.forEach(
          (id, job) ->
              job.tell(
                  line(news, id, Optional.of(job), now), runs.getOrDefault(id, List.of()), now));
    } catch (RuntimeException e) {
      // The database is away; the next look tells what was missed.
      LOG.log(System.Logger.Level.DEBUG, "Followed jobs could not be looked at", e);
    }
  }

  private Optional<JobStatusLine> line(
      JobWatch.News news, UUID id, Optional<FollowedJob> before, Instant now) {
    return Optional.ofNullable(news.jobs().get(id))
        .map(
            job ->
                job.status() == JobStatus.ACCEPTED
                    ? before
                        .flatMap(known -> known.placed(job, now))
                        .orElseGet(() -> placed(job, now))
                    : new JobStatusLine(job, Optional.empty(), now));
  }

  private JobStatusLine placed(ListedJob job, Instant now) {
    return new JobStatusLine(job, jobs.find(job.id()).map(waiting::message), now);
  }

  @PreDestroy
  synchronized void close() {
    if (threads != null) {
      threads.close(followers.stream().map(follower -> follower::close));
    }
  }
}
