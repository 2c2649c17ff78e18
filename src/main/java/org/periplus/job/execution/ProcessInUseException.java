package org.periplus.job.execution;

/** A process was to be undeployed while jobs of it run. */
public class ProcessInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProcessInUseException(String processId, int jobs) {
    super(
        "%s of the process '%s' %s. Wait for their end, dismiss them, or undeploy with ?force=true, which dismisses them."
            .formatted(
                jobs == 1 ? "One job" : jobs + " jobs",
                processId,
                jobs == 1 ? "has not ended" : "have not ended"));
  }
}
