package org.periplus.cwl.expression;

import java.io.Serial;
import java.util.OptionalInt;

/** An expression that cannot be evaluated. */
public final class ExpressionException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 200;

  private final String expression;
  private final String reason;
  private final int line;

  /**
   * @param expression the expression as it is written in the document
   * @param reason what is wrong, in words for the document's author
   * @param line the line within the expression, from 1; 0 when it is not known
   */
  public ExpressionException(String expression, String reason, int line) {
    super(
        "expression "
            + quote(expression)
            + (line > 0 && expression.contains("\n") ? " line " + line : "")
            + ": "
            + reason);
    this.expression = expression;
    this.reason = reason;
    this.line = line;
  }

  public String expression() {
    return expression;
  }

  public String reason() {
    return reason;
  }

  /** The line within the expression, from 1, when it is known. */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }

  private static String quote(String expression) {
    String text = expression.strip();
    return "'"
        + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text)
        + "'";
  }
}
