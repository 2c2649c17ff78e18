package org.periplus.container;

/** A container that was started. Safe for use by several threads. */
public interface RunningContainer {

  /**
   * Waits until the command has ended and all its output was handed over.
   *
   * @throws ContainerException when the engine is lost, or the output could not be taken
   * @throws InterruptedException when the waiting thread is; the container goes on
   */
  ContainerExit await() throws ContainerException, InterruptedException;

  /**
   * Whether the command is known to have ended, also when not all that it left has been handed
   * over.
   */
  default boolean hasEnded() {
    return false;
  }

  /** Ends the command at once; {@link #await} then returns. One that has ended is no error. */
  void kill() throws ContainerException;
}
