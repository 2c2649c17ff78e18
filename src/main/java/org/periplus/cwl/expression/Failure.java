package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script threw, or what is wrong with its syntax.
 *
 * @param reason in the words of the interpreter
 * @param line the line of the whole program where it happened, 0 when that is not known
 * @param offset where in the code the syntax goes wrong; empty for any other failure
 */
record Failure(String reason, int line, OptionalInt offset) {

  private static final int LONGEST_REASON = 2000;

  /** What the engine says of a string that has outgrown what it can hold in memory at all. */
  private static final String STRING_TOO_LONG = "InternalError: string too long";

  private static final Pattern PLACE = Pattern.compile("<input>:(\\d{1,9}):\\d+");

  static Failure of(JsonNode answer) {
    String reason = inWords(answer.path("reason").asText());
    Matcher place = PLACE.matcher(answer.path("stack").asText());
    JsonNode offset = answer.path("offset");
    return new Failure(
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason,
        place.find() ? Integer.parseInt(place.group(1)) : 0,
        offset.isInt() ? OptionalInt.of(offset.intValue()) : OptionalInt.empty());
  }

  private static String inWords(String reason) {
    return reason.equals(STRING_TOO_LONG)
        ? "a string needs more memory than there is for one (" + reason + ")"
        : reason;
  }

  /** The same failure at another line. */
  Failure at(int other) {
    return new Failure(reason, other, offset);
  }

  /** In words for the document's author. */
  ExpressionException in(Program program) {
    String expression = program.code().source();
    if (offset.isPresent()) {
      Position position =
          Position.of(program.source(), offset.getAsInt(), Template.Code.BRACKET.length());
      return new ExpressionException(expression, reason, position.line(), position.column());
    }
    Program.Line place = program.lineOf(line);
    return place.isOfLibrary()
        ? new ExpressionException(
            expression,
            reason + " (line " + place.line() + " of expressionLib[" + place.library() + "])",
            0)
        : new ExpressionException(expression, reason, place.line());
  }
}
