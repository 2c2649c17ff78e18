package org.periplus.batch.tool;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.FoundContainer;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;

/** The containers of jobs at the engine, found by their labels. Threads share it. */
public final class JobContainers {

  /** The label that carries the job's id. */
  public static final String JOB_LABEL = "org.periplus.job";

  private static final System.Logger LOG = System.getLogger(JobContainers.class.getName());

  /** An engine removes no faster that is asked to remove more at once. */
  private static final int REMOVED_AT_ONCE = 8;

  /** Each costs a thread while it is asked for. */
  private static final int KILLED_AT_ONCE = 256;

  private interface EngineCall {
    void with(String id) throws ContainerException;
  }

  private final ToolEngines engines;
  private final StepRunStore stepRuns;
  private final Executor threads;

  /** Jobs of which that is being done: a server dismisses again and again what does not end. */
  private final Set<UUID> killing = ConcurrentHashMap.newKeySet();

  private final Set<UUID> removing = ConcurrentHashMap.newKeySet();

  /**
   * @param threads on which many are killed or removed at once
   */
  public JobContainers(ToolEngines engines, StepRunStore stepRuns, Executor threads) {
    this.engines = engines;
    this.stepRuns = stepRuns;
    this.threads = threads;
  }

  /** The label that all containers of a job carry. */
  public static Map<String, String> ofJob(UUID jobId) {
    return Map.of(JOB_LABEL, jobId.toString());
  }

  /** The job of a container; empty when it is none of a job's. */
  static Optional<UUID> job(FoundContainer found) {
    try {
      return Optional.ofNullable(found.labels().get(JOB_LABEL)).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The labels of a run's container. */
  static Map<String, String> labels(StepRun record) {
    return Map.of(
        JOB_LABEL,
        record.jobId().toString(),
        "org.periplus.step",
        record.path(),
        "org.periplus.element",
        record.element());
  }

  /** Removes the containers of a job that no open run of a step knows of. */
  public void removeStray(UUID jobId) {
    Set<String> known =
        stepRuns.list(jobId).stream()
            .filter(run -> !run.state().ended())
            .flatMap(run -> run.containerId().stream())
            .collect(Collectors.toSet());
    try {
      engines.removeAllBut(known, ofJob(jobId));
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.WARNING, "Job {0}: {1}", jobId, e.getMessage());
    }
  }

  /**
   * Kills every container of a job, very many at once: what an engine has to do after the end of
   * one takes far longer than to end it, and would let the others run on meanwhile. Nothing when
   * that is being done.
   */
  public void killAll(UUID jobId) {
    unlessBegun(
        killing,
        jobId,
        () -> {
          for (ContainerEngine engine : engines.all()) {
            List<FoundContainer> running =
                found(engine, jobId).stream().filter(FoundContainer::running).toList();
            each(jobId, "killed", running, KILLED_AT_ONCE, engine::kill);
          }
        });
  }

  /** Removes every container of a job that has not ended in time, unless that is being done. */
  public void removeLate(UUID jobId) {
    unlessBegun(removing, jobId, () -> removeAll(jobId));
  }

  private static void unlessBegun(Set<UUID> begun, UUID jobId, Runnable work) {
    if (begun.add(jobId)) {
      try {
        work.run();
      } finally {
        begun.remove(jobId);
      }
    }
  }

  /** Removes every container of a job, also one that runs. */
  public void removeAll(UUID jobId) {
    for (ContainerEngine engine : engines.all()) {
      List<FoundContainer> endedFirst =
          found(engine, jobId).stream()
              .sorted(Comparator.comparing(FoundContainer::running))
              .toList();
      each(jobId, "removed", endedFirst, REMOVED_AT_ONCE, engine::remove);
    }
  }

  /** Removes every container of the jobs that are chosen among those that have any. */
  public void removeAllOf(Predicate<UUID> chosen) {
    Set<UUID> jobs = new HashSet<>();
    for (ContainerEngine engine : engines.all()) {
      try {
        engine.find(Map.of()).forEach(found -> job(found).ifPresent(jobs::add));
      } catch (ContainerException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "What ended jobs have left is removed later: {0}",
            e.getMessage());
      }
    }
    jobs.stream().filter(chosen).forEach(this::removeAll);
  }

  private List<FoundContainer> found(ContainerEngine engine, UUID jobId) {
    try {
      return engine.find(ofJob(jobId));
    } catch (ContainerException e) {
      warn(jobId, "found", e);
      return List.of();
    }
  }

  /**
   * Makes a call for each container.
   *
   * @param done what the call does to it, for the warning that it could not be done
   */
  private void each(
      UUID jobId, String done, List<FoundContainer> found, int atOnce, EngineCall call) {
    Queue<FoundContainer> left = new ConcurrentLinkedQueue<>(found);
    Runnable work =
        () -> {
          for (FoundContainer next = left.poll(); next != null; next = left.poll()) {
            try {
              call.with(next.id());
            } catch (ContainerException e) {
              warn(jobId, done, e);
            }
          }
        };
    CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(work, threads))
                .limit(Math.min(atOnce, found.size()))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private static void warn(UUID jobId, String done, ContainerException e) {
    LOG.log(
        System.Logger.Level.WARNING,
        "The containers of job {0} could not be {1}: {2}",
        jobId,
        done,
        e.getMessage());
  }
}
