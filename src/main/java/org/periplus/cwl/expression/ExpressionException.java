package org.periplus.cwl.expression;

import java.io.Serial;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.periplus.cwl.model.SourceLocation;

/** An expression that cannot be evaluated. */
public final class ExpressionException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 200;
  private static final int LONGEST_REASON = 2000;

  private final String expression;
  private final String reason;
  private final int line;
  private final int column;
  private final transient Optional<SourceLocation> location;

  /**
   * @param expression the expression as it is written in the document
   * @param reason what is wrong, in words for the document's author
   * @param line the line within the expression, from 1; 0 when it is not known
   */
  public ExpressionException(String expression, String reason, int line) {
    this(expression, reason, line, 0);
  }

  /**
   * @param expression the expression as it is written in the document
   * @param reason what is wrong, in words for the document's author
   * @param line the line within the expression, from 1; 0 when it is not known
   * @param column the column within the line, from 1; 0 when it is not known
   */
  public ExpressionException(String expression, String reason, int line, int column) {
    this(expression, reason, line, column, Optional.empty());
  }

  private ExpressionException(
      String expression, String reason, int line, int column, Optional<SourceLocation> location) {
    super(
        location.map(place -> place + ": ").orElse("")
            + "expression "
            + quote(expression)
            + (line > 0 ? " line " + line : "")
            + (column > 0 ? " column " + column : "")
            + ": "
            + shortened(reason, LONGEST_REASON));
    this.expression = expression;
    this.reason = shortened(reason, LONGEST_REASON);
    this.line = line;
    this.column = column;
    this.location = location;
  }

  /**
   * The value of an evaluation of something that stands at that place of a document.
   *
   * @throws ExpressionException with the place, unless it has a nearer one already
   */
  public static <T> T locating(SourceLocation place, Supplier<T> evaluation) {
    try {
      return evaluation.get();
    } catch (ExpressionException e) {
      throw e.at(place);
    }
  }

  private ExpressionException at(SourceLocation place) {
    if (location.isPresent()) {
      return this;
    }
    ExpressionException located =
        new ExpressionException(expression, reason, line, column, Optional.of(place));
    located.setStackTrace(getStackTrace());
    return located;
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

  /** The column within the line, from 1, when it is known. */
  public OptionalInt column() {
    return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
  }

  /** The place in the document of what the expression belongs to, when it is known. */
  public Optional<SourceLocation> location() {
    return location;
  }

  private static String quote(String expression) {
    return "'" + shortened(expression.strip(), LONGEST_QUOTE) + "'";
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) + "…" : text;
  }
}
