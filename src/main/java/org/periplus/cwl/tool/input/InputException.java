package org.periplus.cwl.tool.input;

import java.io.Serial;

/** A value of the input object that the process cannot take. */
public final class InputException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String input;
  private final String reason;

  /**
   * @param input where the value stands, such as {@code 'bands'[1]}
   * @param reason what is wrong with it
   */
  public InputException(String input, String reason) {
    super("input " + input + ": " + reason);
    this.input = input;
    this.reason = reason;
  }

  public String input() {
    return input;
  }

  public String reason() {
    return reason;
  }
}
