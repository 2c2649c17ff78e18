package org.periplus.process.builtin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What a built-in process knows of one execution. Safe for use by several threads. */
public interface BuiltInExecution {

  /** Whether the job is being dismissed: whatever is returned then is not looked at. */
  boolean stopped();

  /**
   * Waits, and no longer than until the job is dismissed.
   *
   * @return whether it is
   */
  boolean stoppedWithin(Duration time) throws InterruptedException;

  /** A folder for the files of outputs, which is there until the job has ended. */
  Path folder() throws IOException;
}
