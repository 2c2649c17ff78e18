package org.periplus.container;

import java.io.IOException;

/**
 * Takes what a container writes, as it comes, and what an engine has to say of it; called by one
 * thread at a time.
 */
public interface OutputSink {

  /** Bytes of the standard output. */
  void stdout(byte[] bytes) throws IOException;

  /** Bytes of the standard error. */
  void stderr(byte[] bytes) throws IOException;

  /**
   * Why the container has not started yet.
   *
   * @param why a sentence for the user; said each time that it changes
   */
  default void waits(String why) {}

  /**
   * What the engine did that belongs to the log: where the container runs, what of its output was
   * lost.
   */
  default void notes(String text) throws IOException {}
}
