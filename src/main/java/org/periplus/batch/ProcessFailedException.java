package org.periplus.batch;

/** A process that was run without a server failed. */
public final class ProcessFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String logs;

  ProcessFailedException(String message, String logs) {
    super(message);
    this.logs = logs;
  }

  /** The ends of the logs of the steps that failed, each with its name; may be empty. */
  public String logs() {
    return logs;
  }
}
