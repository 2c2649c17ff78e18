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

  private final boolean sourceAway;

  public StageInException(String input, String reference, String reason) {
    this(input, reference, reason, false);
  }

  /** What could not be fetched for an input. */
  public StageInException(String input, FetchException failure) {
    this(input, failure.reference(), failure.getMessage(), failure.sourceAway());
  }

  private StageInException(String input, String reference, String reason, boolean sourceAway) {
    super("Input '%s': %s cannot be fetched: %s".formatted(input, reference, reason));
    this.input = input;
    this.reference = reference;
    this.reason = reason;
    this.sourceAway = sourceAway;
  }

  /** Whether its server did not answer as it should, which may pass. */
  public boolean sourceAway() {
    return sourceAway;
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
