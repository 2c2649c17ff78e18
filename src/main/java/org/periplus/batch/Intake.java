package org.periplus.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Whether this server takes jobs. While it is paused, jobs wait in the database, or go to other
 * servers; what runs goes on. Threads share it.
 */
@ApplicationScoped
public class Intake {

  private volatile boolean paused;
  private volatile Runnable listener = () -> {};

  /** For CDI's proxy alone. */
  protected Intake() {}

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
    return paused;
  }

  /** Calls back, by the thread that resumed it. */
  void onResumed(Runnable newListener) {
    listener = newListener;
  }
}
