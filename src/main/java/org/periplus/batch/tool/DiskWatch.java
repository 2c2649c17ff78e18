package org.periplus.batch.tool;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.container.ContainerException;
import org.periplus.trace.JobContext;

/**
 * Looks at how much a tool writes while it runs: no file system that containers may write to tells
 * when one folder has become too large. Safe for use by several threads.
 */
final class DiskWatch {

  private static final System.Logger LOG = System.getLogger(DiskWatch.class.getName());

  /** What is looked at rests this many times as long as the look took. */
  private static final int RESTS = 20;

  /** How many bytes there are. */
  interface Measure {
    long bytes() throws IOException, ContainerException;
  }

  private final DiskConfiguration rules;
  private final Executor threads;
  private final Measure measure;
  private final Runnable tooMuch;
  private volatile boolean over;
  private volatile boolean exceeded;

  /**
   * @param tooMuch is called once when there is more than there may be
   */
  DiskWatch(DiskConfiguration rules, Executor threads, Measure measure, Runnable tooMuch) {
    this.rules = rules;
    this.threads = threads;
    this.measure = measure;
    this.tooMuch = tooMuch;
  }

  void begin() {
    if (rules.maxStepSize().bytes() > 0) {
      lookAfter(rules.checkInterval());
    }
  }

  private void lookAfter(Duration pause) {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads)
        .execute(JobContext.carriedBy(this::look));
  }

  private void look() {
    if (over) {
      return;
    }
    long begun = System.nanoTime();
    try {
      if (measure.bytes() > rules.maxStepSize().bytes()) {
        exceeded = true;
        tooMuch.run();
        return;
      }
    } catch (IOException | ContainerException e) {
      LOG.log(System.Logger.Level.DEBUG, "What a tool has written could not be measured", e);
    }
    Duration rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(RESTS);
    lookAfter(rest.compareTo(rules.checkInterval()) > 0 ? rest : rules.checkInterval());
  }

  /** Looks no more. */
  void end() {
    over = true;
  }

  /** Whether there was too much. */
  boolean exceeded() {
    return exceeded;
  }
}
