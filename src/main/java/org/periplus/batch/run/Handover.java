package org.periplus.batch.run;

import java.util.HashSet;
import java.util.Set;

/**
 * The end of this server's work on a job that is left to the next server. Only threads that wait
 * for something outside are interrupted: the database would give itself up. Safe for use by several
 * threads.
 */
public final class Handover {

  /** Something that is waited for. */
  public interface Outside<T, E extends Exception, F extends Exception> {
    T await() throws E, F, InterruptedException;
  }

  private final Set<Thread> waiting = new HashSet<>();
  private boolean begun;

  /** From now on nothing new may begin, and nobody waits any more. */
  public synchronized void begin() {
    begun = true;
    waiting.forEach(Thread::interrupt);
  }

  public synchronized boolean hasBegun() {
    return begun;
  }

  /**
   * Waits for something outside, without using the database meanwhile.
   *
   * @throws InterruptedException when the job is being left
   */
  public <T, E extends Exception, F extends Exception> T waitFor(Outside<T, E, F> something)
      throws E, F, InterruptedException {
    enter();
    try {
      return something.await();
    } catch (Exception e) {
      if (hasBegun()) {
        InterruptedException left = new InterruptedException("The server stops");
        left.initCause(e);
        throw left;
      }
      throw e;
    } finally {
      exit();
    }
  }

  private synchronized void enter() throws InterruptedException {
    if (begun) {
      throw new InterruptedException("The server stops");
    }
    waiting.add(Thread.currentThread());
  }

  private synchronized void exit() {
    waiting.remove(Thread.currentThread());
    if (begun) {
      Thread.interrupted();
    }
  }
}
