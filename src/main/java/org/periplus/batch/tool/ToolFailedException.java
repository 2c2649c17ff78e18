package org.periplus.batch.tool;

/** A tool ended with an exit code that means failure. */
final class ToolFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final boolean temporary;

  ToolFailedException(int exitCode, boolean temporary, String message) {
    super(message);
    this.exitCode = exitCode;
    this.temporary = temporary;
  }

  /** Whether the tool says by its exit code that it may succeed when it is run again. */
  boolean temporary() {
    return temporary;
  }

  int exitCode() {
    return exitCode;
  }
}
