package org.periplus.process;

/** A package was deployed whose process is deployed already. */
public class DuplicatedProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DuplicatedProcessException(String processId) {
    super("There is already a process '" + processId + "'.");
  }
}
