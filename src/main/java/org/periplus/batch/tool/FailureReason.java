package org.periplus.batch.tool;

import java.io.IOException;
import java.util.regex.Pattern;
import org.periplus.batch.run.StepLog;
import org.periplus.container.ContainerExit;

/**
 * Why a tool failed, in words for its user: the limit that it met, else the last that it said.
 * Threads share it.
 */
final class FailureReason {

  /**
   * What shells and runtimes say then; the engine does not tell that a container met this limit.
   */
  private static final Pattern NO_MORE_PROCESSES =
      Pattern.compile(
          "(?i)\\bfork\\b|resource temporarily unavailable|can't start new thread"
              + "|unable to create native thread|pthread_create");

  private FailureReason() {}

  static String of(ContainerExit exit, ToolRequest asked, ToolNetwork network, StepLog log)
      throws IOException {
    if (exit.outOfMemory()) {
      return "it used more memory than its limit of %d MiB, which was its peak"
          .formatted(asked.room().memoryBytes() >> 20);
    }
    String last = log.lastLine().orElse("");
    return NO_MORE_PROCESSES.matcher(last).find()
        ? "%s (it may have %d processes and threads: periplus.containers.pids)"
            .formatted(last, asked.container().limits().pids())
        : last + network.explains(last).map(why -> " (" + why + ")").orElse("");
  }
}
