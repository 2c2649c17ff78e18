package org.periplus.batch.tool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerUsage;
import org.periplus.job.step.StepFigures;
import org.periplus.job.step.StepResources;
import org.periplus.job.step.UsageSamples;
import org.periplus.job.step.UsageSamples.Sample;
import org.periplus.trace.JobContext;

/**
 * Looks at what a container uses while it runs, first after a fifth of the interval, then less
 * often until the interval is reached: a short run has a sample too, and one that is over before
 * costs nothing. No thread waits for it. Safe for use by several threads.
 */
final class UsageWatch {

  private static final System.Logger LOG = System.getLogger(UsageWatch.class.getName());
  private static final int FIRST = 5;

  private final Duration interval;
  private final Executor threads;
  private final ContainerEngine engine;
  private final StepFigures figures;
  private final UUID runId;
  private UsageSamples samples;
  private volatile boolean over;

  /**
   * @param interval between two looks; zero for none at all
   */
  UsageWatch(
      Duration interval,
      Executor threads,
      ContainerEngine engine,
      StepFigures figures,
      UUID runId) {
    this.interval = interval;
    this.threads = threads;
    this.engine = engine;
    this.figures = figures;
    this.runId = runId;
  }

  /** Looks from now on at a container that was started then. */
  void begin(String container, Instant started) {
    if (!interval.isZero() && !interval.isNegative()) {
      lookAfter(interval.dividedBy(FIRST), container, started);
    }
  }

  private void lookAfter(Duration pause, String container, Instant started) {
    Duration longer = pause.multipliedBy(2);
    Duration next = longer.compareTo(interval) < 0 ? longer : interval;
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads)
        .execute(
            JobContext.carriedBy(
                () -> {
                  if (!over) {
                    look(container, started);
                    lookAfter(next, container, started);
                  }
                }));
  }

  private void look(String container, Instant started) {
    try {
      Optional<ContainerUsage> usage = engine.usage(container);
      if (usage.isPresent() && !over) {
        add(
            new Sample(
                Duration.between(started, Instant.now()),
                usage.get().processorTime(),
                usage.get().memory()));
      }
    } catch (ContainerException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "What a container uses could not be recorded", e);
    }
  }

  private synchronized void add(Sample sample) {
    if (samples == null) { // An earlier server may have begun.
      samples = figures.resources(runId).map(StepResources::samples).orElseGet(UsageSamples::new);
    }
    samples.add(sample);
    figures.used(runId, samples);
  }

  /** Looks no more. */
  void end() {
    over = true;
  }
}
