package org.periplus.batch.admission;

import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.periplus.configuration.Service;

/**
 * Whether this server takes jobs. While it is paused, jobs wait in the database, or go to other
 * servers; what runs goes on. Threads share it.
 */
@Service
public class Intake {

  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean paused;
  private volatile Runnable listener = () -> {};

  @Inject
  public Intake(IntakeConfiguration configuration) {
    paused = configuration.paused();
  }

  /** From now on no job is taken. */
  public void pause() {
    paused = true;
  }

  /** From now on jobs are taken again. */
  public void resume() {
    paused = false;
    listener.run();
  }

  public boolean isPaused() {
    return paused || ended.get();
  }

  /**
   * From now on no job is taken, because this server stops.
   *
   * @return whether that was not so before
   */
  public boolean end() {
    return ended.compareAndSet(false, true);
  }

  /** Whether this server is being stopped. */
  public boolean hasEnded() {
    return ended.get();
  }

  /** Calls back, by the thread that resumed it. */
  public void onResumed(Runnable newListener) {
    listener = newListener;
  }
}
