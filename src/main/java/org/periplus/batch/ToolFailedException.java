package org.periplus.batch;

/** A tool ended with an exit code that means failure; the message begins with that code. */
final class ToolFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  ToolFailedException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
