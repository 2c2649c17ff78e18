package org.periplus.process;

/** A process was to be changed that may not be. */
public class ImmutableProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ImmutableProcessException(String processId) {
    super("Nobody may change the process '" + processId + "'.");
  }
}
