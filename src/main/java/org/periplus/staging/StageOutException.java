package org.periplus.staging;

/** An output that cannot be published as it is; the message is a sentence that names the file. */
public final class StageOutException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String output;
  private final String reason;

  StageOutException(String output, String reason) {
    super("Output '" + output + "' cannot be published: " + reason);
    this.output = output;
    this.reason = reason;
  }

  /** The identifier of the output. */
  public String output() {
    return output;
  }

  /** What is wrong, without the output's name. */
  public String reason() {
    return reason;
  }
}
