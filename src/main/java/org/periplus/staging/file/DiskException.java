package org.periplus.staging.file;

import java.io.IOException;

/** The server's own disk failed; the message says how. */
public final class DiskException extends IOException {

  private static final long serialVersionUID = 1L;

  public DiskException(IOException cause) {
    super(describe(cause), cause);
  }

  private static String describe(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("No space left") || message.contains("quota")
        ? "the server's disk is full"
        : "the server's disk failed: " + message;
  }
}
