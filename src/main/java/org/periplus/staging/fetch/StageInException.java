package org.periplus.staging.fetch;

/**
 * An input that cannot be fetched; the message is a sentence that names the input, the reference
 * (without passwords and query parameters) and the reason.
 */
public final class StageInException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String input;
  private final String reference;
  private final String reason;

  public StageInException(String input, String reference, String reason) {
    super("Input '%s': %s cannot be fetched: %s".formatted(input, reference, reason));
    this.input = input;
    this.reference = reference;
    this.reason = reason;
  }

  /** The identifier of the input. */
  public String input() {
    return input;
  }

  /** The reference as far as it can be shown. */
  public String reference() {
    return reference;
  }

  /** What is wrong, without input and reference. */
  public String reason() {
    return reason;
  }
}
