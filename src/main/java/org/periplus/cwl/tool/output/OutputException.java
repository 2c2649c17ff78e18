package org.periplus.cwl.tool.output;

import java.io.Serial;

/** An output that cannot be collected, or is not of its type. */
public final class OutputException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String output;
  private final String reason;

  /**
   * @param output where the value stands, such as {@code 'mask'}
   * @param reason what was looked for and what was found
   */
  public OutputException(String output, String reason) {
    super("output " + output + ": " + reason);
    this.output = output;
    this.reason = reason;
  }

  public String output() {
    return output;
  }

  public String reason() {
    return reason;
  }
}
