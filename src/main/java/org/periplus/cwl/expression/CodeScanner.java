package org.periplus.cwl.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Finds where a piece of JavaScript ends. It knows strings, template literals, comments and regular
 * expressions, in which brackets do not count.
 */
final class CodeScanner {

  /** Words after which a slash begins a regular expression and does not divide. */
  private static final Set<String> BEFORE_REGEX =
      Set.of(
          "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do");

  private static final char TEMPLATE = '`';

  private final String text;
  private final int open;

  /** Up to here, the end of a line, a slash divides: what seemed an expression has no end there. */
  private int divisionsUntil;

  private CodeScanner(String text, int open) {
    this.text = text;
    this.open = open;
  }

  /**
   * The index after the bracket that closes the one at {@code open}.
   *
   * @throws ExpressionException when it is never closed
   */
  static int endOf(String text, int open) {
    return new CodeScanner(text, open).end();
  }

  /** Without recursion: templates in templates may be nested as deeply as a stranger likes. */
  private int end() {
    Deque<Character> expected = new ArrayDeque<>();
    int at = open;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isTemplate(expected)) {
        at = inTemplate(at, c, expected);
      } else {
        switch (c) {
          case '(' -> expected.push(')');
          case '[' -> expected.push(']');
          case '{' -> expected.push('}');
          case TEMPLATE -> expected.push(TEMPLATE);
          case ')', ']', '}' -> {
            char closing = expected.pop();
            if (closing != c) {
              throw wrong(
                  at,
                  "'%s' closes a bracket of another kind, which needs '%s'".formatted(c, closing));
            }
            if (expected.isEmpty()) {
              return at + 1;
            }
          }
          case '\'', '"' -> at = endOfQuoted(at, c);
          case '/' -> at = endOfSlash(at);
          default -> {}
        }
      }
      at++;
    }
    throw unfinished(
        isTemplate(expected)
            ? "the string that begins with ` is never closed"
            : "the bracket is never closed");
  }

  private static boolean isTemplate(Deque<Character> expected) {
    return !expected.isEmpty() && expected.peek() == TEMPLATE;
  }

  /** The index of the last character of a piece of a template literal. */
  private int inTemplate(int at, char c, Deque<Character> expected) {
    if (c == '\\') {
      return at + 1;
    }
    if (c == TEMPLATE) {
      expected.pop();
    } else if (text.startsWith("${", at)) {
      expected.push('}');
      return at + 1;
    }
    return at;
  }

  /** The index of the closing quote. */
  private int endOfQuoted(int start, char quote) {
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at;
      }
    }
    throw wrong(start, "the string that begins with " + quote + " is never closed");
  }

  /** The index of the last character of a comment, a regular expression or a division sign. */
  private int endOfSlash(int start) {
    if (text.startsWith("//", start)) {
      int lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0) {
        throw unfinished("a comment swallows the closing bracket");
      }
      return lineEnd;
    }
    if (text.startsWith("/*", start)) {
      int commentEnd = text.indexOf("*/", start + 2);
      if (commentEnd < 0) {
        throw unfinished("a comment is never closed");
      }
      return commentEnd + 1;
    }
    return start >= divisionsUntil && beginsRegex(start) ? endOfRegex(start) : start;
  }

  private boolean beginsRegex(int slash) {
    int at = slash - 1;
    while (at > open && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    char before = text.charAt(at);
    if (before == ')'
        || before == ']'
        || before == '}'
        || before == '"'
        || before == '\''
        || before == TEMPLATE) {
      return false;
    }
    if (!Character.isJavaIdentifierPart(before)) {
      return true;
    }
    int wordEnd = at + 1;
    while (at >= open && Character.isJavaIdentifierPart(text.charAt(at))) {
      at--;
    }
    return BEFORE_REGEX.contains(text.substring(at + 1, wordEnd));
  }

  /** The index of the closing slash; the start itself when it divides after all. */
  private int endOfRegex(int start) {
    boolean inClass = false;
    int at = start + 1;
    for (; at < text.length() && text.charAt(at) != '\n'; at++) {
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '/' -> {
          if (!inClass) {
            return at;
          }
        }
        default -> {}
      }
    }
    divisionsUntil = at; // Else each slash of the line would look for its end
    return start;
  }

  private ExpressionException wrong(int at, String reason) {
    String expression = text.substring(open - 1);
    Position place = Position.of(expression, at - open + 1, 0);
    return new ExpressionException(expression, reason, place.line(), place.column());
  }

  private ExpressionException unfinished(String reason) {
    return new ExpressionException(text.substring(open - 1), reason, 0);
  }
}
