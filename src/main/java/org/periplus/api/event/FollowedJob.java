package org.periplus.api.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.periplus.job.list.ListedJob;
import org.periplus.job.step.StepRun;

/** A job with its followers, and what they were told. Used by the one thread that looks at jobs. */
final class FollowedJob {

  /**
   * How far back each look goes beyond the one before: what a transaction wrote with an earlier
   * time may be seen later, and clocks of servers differ.
   */
  static final Duration OVERLAP = Duration.ofSeconds(2);

  /** The place of a job in the queue changes without it, and costs queries of its own. */
  private static final Duration PLACE_HOLDS = Duration.ofSeconds(5);

  private final Set<JobFollower> followers = new LinkedHashSet<>();
  private final Map<UUID, Instant> told = new HashMap<>();
  private Optional<JobStatusLine> line;
  private Instant looked;
  private boolean ended;

  /**
   * @param line what its first follower is told
   * @param runs of which that is told, too
   */
  FollowedJob(Optional<JobStatusLine> line, List<StepRun> runs, Instant now) {
    this.line = line;
    looked = now;
    fresh(runs);
  }

  /** From when on the runs are looked for that have changed. */
  Instant since() {
    return looked.minus(OVERLAP);
  }

  void add(JobFollower follower) {
    followers.add(follower);
  }

  /** Whether nobody is left. */
  boolean remove(JobFollower follower) {
    followers.remove(follower);
    return followers.isEmpty();
  }

  /**
   * Tells all followers what is new, and after the job's end that it was the end.
   *
   * @param job empty when there is none any more
   * @param runs which have changed since {@link #since}
   * @param now when it was looked
   */
  void tell(Optional<JobStatusLine> job, List<StepRun> runs, Instant now) {
    List<StepRun> changed = fresh(runs);
    boolean other = job.isPresent() && line.filter(job.get()::saysTheSame).isEmpty();
    line = job;
    looked = now;
    told.values().removeIf(time -> time.isBefore(since()));
    if (other || !changed.isEmpty()) {
      String id = Long.toString(now.toEpochMilli());
      for (JobFollower follower : List.copyOf(followers)) {
        follower.tell(
            job.filter(unused -> other).map(line -> line.status(follower.links())), changed, id);
      }
    }
    // The runs of a job that was dismissed end after it: only the look after that has them all.
    boolean over = job.map(JobStatusLine::job).filter(open -> !open.status().ended()).isEmpty();
    if (over && (ended || job.isEmpty())) {
      List.copyOf(followers).forEach(JobFollower::end);
    }
    ended = over;
  }

  private List<StepRun> fresh(List<StepRun> runs) {
    List<StepRun> fresh = new ArrayList<>();
    for (StepRun run : runs) {
      if (!run.changed().equals(told.put(run.id(), run.changed()))) {
        fresh.add(run);
      }
    }
    return fresh;
  }

  /** What it says as a job that waits, as long as that is new enough. */
  Optional<JobStatusLine> placed(ListedJob job, Instant now) {
    return line.filter(known -> known.job().equals(job))
        .filter(known -> known.place().isPresent())
        .filter(known -> known.said().plus(PLACE_HOLDS).isAfter(now));
  }
}
