package org.periplus.job;

/** A job that the tenant does not have was asked for. */
public class NoSuchJobException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchJobException(String jobId) {
    super("There is no job '" + jobId + "'.");
  }
}
