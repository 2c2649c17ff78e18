package org.periplus.batch.tool;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.container.ContainerException;
import org.periplus.folder.FolderException;
import org.periplus.trace.JobContext;

/**
 * Looks at how much a tool writes while it runs: no file system that containers may write to tells
 * when one folder has become too large. Safe for use by several threads.
 */
final class DiskWatch {

  private static final System.Logger LOG = System.getLogger(DiskWatch.class.getName());

  /** What is looked at rests this many times as long as the look took. */
  private static final int RESTS = 20;

  /** What there is. */
  interface Look {
    /** How many bytes; fails with a {@link FolderException} when there is too much of the rest. */
    long bytes() throws IOException, ContainerException;
  }

  private final DiskConfiguration rules;
  private final Executor threads;
  private final Look look;
  private final Runnable tooMuch;
  private volatile boolean over;
  private volatile String exceeded;

  /**
   * @param tooMuch is called once when there is more than there may be
   */
  DiskWatch(DiskConfiguration rules, Executor threads, Look look, Runnable tooMuch) {
    this.rules = rules;
    this.threads = threads;
    this.look = look;
    this.tooMuch = tooMuch;
  }

  void begin() {
    lookAfter(rules.checkInterval());
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
      long most = rules.maxStepSize().bytes();
      if (look.bytes() > most && most > 0) {
        endWith("it wrote more than its limit of %d MiB".formatted(most >> 20));
        return;
      }
    } catch (FolderException e) {
      endWith("of the folders that it wrote " + e.getMessage());
      return;
    } catch (IOException | ContainerException e) {
      LOG.log(System.Logger.Level.DEBUG, "What a tool has written could not be measured", e);
    }
    Duration rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(RESTS);
    lookAfter(rest.compareTo(rules.checkInterval()) > 0 ? rest : rules.checkInterval());
  }

  private void endWith(String reason) {
    exceeded = reason;
    tooMuch.run();
  }

  /** Looks no more. */
  void end() {
    over = true;
  }

  /** What there was too much of, as the end of a sentence; empty when there was not. */
  Optional<String> exceeded() {
    return Optional.ofNullable(exceeded);
  }
}
