package org.periplus.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.periplus.batch.run.JobRun;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/** What the failed steps of a job have written, for somebody who sees nothing else of the job. */
final class FailedSteps {

  private static final int LINES = 40;

  private FailedSteps() {}

  /** The last lines of their logs. */
  static String logs(JobRun job) {
    return job.services().stepRuns().list(job.id()).stream()
        .filter(run -> run.state() == StepState.FAILED && run.logFile().isPresent())
        .map(run -> tail(job, run))
        .collect(Collectors.joining("\n"));
  }

  private static String tail(JobRun job, StepRun run) {
    Path log = job.services().data().root().resolve(run.logFile().orElseThrow());
    try {
      // Tools write what they like: bytes that are no UTF-8 are replaced, and no reason to fail.
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      String last =
          lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
              .collect(Collectors.joining("\n"));
      return "Log of " + run.name().orElse(run.path()) + ":\n" + last;
    } catch (IOException e) {
      return "Log of " + run.name().orElse(run.path()) + " cannot be read: " + e.getMessage();
    }
  }
}
