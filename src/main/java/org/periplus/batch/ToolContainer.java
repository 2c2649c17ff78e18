package org.periplus.batch;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec;
import org.periplus.container.RunningContainer;
import org.periplus.cwl.tool.ToolPlan;
import org.periplus.job.StepRun;
import org.periplus.job.StepRunStore;

/** The container of one tool run, from its making to its removal. */
final class ToolContainer {

  /** The label that carries the job's id. */
  static final String JOB_LABEL = "org.periplus.job";

  private static final System.Logger LOG = System.getLogger(ToolContainer.class.getName());

  private final ContainerEngine engine;
  private final StepRunStore stepRuns;
  private final StepRun record;
  private final ContainerSpec spec;
  private final ToolPlan plan;

  private final Object lock = new Object();
  private RunningContainer running;
  private boolean killed;
  private volatile boolean outOfTime;

  ToolContainer(JobServices services, StepRun record, ContainerSpec spec, ToolPlan plan) {
    this.engine = services.engines().engine(plan.requirements());
    this.stepRuns = services.stepRuns();
    this.record = record;
    this.spec = spec;
    this.plan = plan;
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

  /**
   * Runs the container to its end and removes it.
   *
   * @param image the image's identity, for the record
   */
  ContainerExit run(String image, ToolOutput output)
      throws ContainerException, InterruptedException, IOException {
    String id = engine.create(spec);
    try {
      stepRuns.container(record.id(), image, id);
      start(id, output);
      plan.timeLimit()
          .ifPresent(
              limit ->
                  CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                      .execute(this::endOfTime));
      return running.await();
    } finally {
      remove(id);
    }
  }

  /** Also when the server stops: a call to the engine by an interrupted thread would be aborted. */
  private void remove(String id) throws ContainerException {
    boolean interrupted = Thread.interrupted();
    try {
      engine.remove(id);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void start(String id, ToolOutput output) throws ContainerException, InterruptedException {
    stepRuns.started(record.id());
    synchronized (lock) {
      running = engine.start(id, spec, output);
      if (killed) {
        running.kill();
      }
    }
  }

  private void endOfTime() {
    outOfTime = true;
    kill();
  }

  /** Whether the tool's time limit ended it. */
  boolean outOfTime() {
    return outOfTime;
  }

  /** Ends the container, or keeps it from going on once it is started. */
  void kill() {
    synchronized (lock) {
      killed = true;
      if (running == null) {
        return;
      }
      try {
        running.kill();
      } catch (ContainerException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Job {0}, step {1}: {2}",
            record.jobId(),
            record.path(),
            e.getMessage());
      }
    }
  }
}
