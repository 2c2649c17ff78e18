package org.periplus.process;

/** A process that is not deployed was asked for. */
public class NoSuchProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchProcessException(String processId) {
    super("There is no process '" + processId + "'.");
  }
}
