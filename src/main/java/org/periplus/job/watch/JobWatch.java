package org.periplus.job.watch;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.periplus.configuration.Service;
import org.periplus.job.list.JobQuery;
import org.periplus.job.list.ListedJob;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;

/**
 * Jobs that somebody follows, as the database knows them: what it says counts, whichever server
 * wrote it. Of what this server writes, it tells at once that there is something to read. Threads
 * share it.
 */
@Service
public class JobWatch {

  /** How many jobs one query names; databases bound that. */
  private static final int AT_ONCE = 500;

  private final Database database;
  private final JobStore jobs;
  private final StepRunStore steps;

  @Inject
  public JobWatch(Database database, JobStore jobs, StepRunStore steps) {
    this.database = database;
    this.jobs = jobs;
    this.steps = steps;
  }

  /**
   * What there is to tell of jobs.
   *
   * @param jobs those that there are
   * @param runs the runs of their steps that have changed
   */
  public record News(Map<UUID, ListedJob> jobs, List<StepRun> runs) {}

  /** The jobs as they are now, and which runs have changed at that time or since. */
  public News since(Collection<UUID> ids, Instant time) {
    Map<UUID, ListedJob> found = new HashMap<>();
    List<StepRun> changed = new ArrayList<>();
    List<UUID> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<UUID> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      // The jobs first: of one that had ended then, no run changes later.
      database.read(jpa -> JobQuery.find(jpa, some)).forEach(job -> found.put(job.id(), job));
      changed.addAll(steps.changed(some, time));
    }
    return new News(found, changed);
  }

  /** Calls back, by the thread that changed it, with each job that this server changes. */
  public void onChanged(Consumer<UUID> watcher) {
    jobs.onChanged(watcher);
    steps.onChanged(watcher);
  }
}
