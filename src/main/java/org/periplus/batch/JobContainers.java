package org.periplus.batch;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.periplus.container.ContainerException;
import org.periplus.job.StepRunStore;

/** The containers of jobs at the engine, found by their labels. */
record JobContainers(ToolEngines engines, StepRunStore stepRuns) {

  private static final System.Logger LOG = System.getLogger(JobContainers.class.getName());

  /** Removes the containers of a job that no open run of a step knows of. */
  void removeStray(UUID jobId) {
    Set<String> known =
        stepRuns.list(jobId).stream()
            .filter(run -> !run.state().ended())
            .flatMap(run -> run.containerId().stream())
            .collect(Collectors.toSet());
    try {
      engines.removeAllBut(known, ToolContainer.ofJob(jobId));
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.WARNING, "Job {0}: {1}", jobId, e.getMessage());
    }
  }

  /** Kills and removes every container of a job. */
  void removeAll(UUID jobId) {
    try {
      engines.removeAll(ToolContainer.ofJob(jobId));
    } catch (ContainerException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The containers of job {0} could not be removed: {1}",
          jobId,
          e.getMessage());
    }
  }
}
