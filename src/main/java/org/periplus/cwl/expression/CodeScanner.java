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

  private final String text;
  private final int open;

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

  private int end() {
    Deque<Character> expected = new ArrayDeque<>();
    int at = open;
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '(' -> expected.push(')');
        case '[' -> expected.push(']');
        case '{' -> expected.push('}');
        case ')', ']', '}' -> {
          if (expected.pop() != c) {
            throw unfinished("'" + c + "' closes a bracket of another kind");
          }
          if (expected.isEmpty()) {
            return at + 1;
          }
        }
        case '\'', '"', '`' -> at = endOfQuoted(at, c);
        case '/' -> at = endOfSlash(at);
        default -> {}
      }
      at++;
    }
    throw unfinished("the bracket is never closed");
  }

  /** The index of the closing quote. */
  private int endOfQuoted(int start, char quote) {
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at;
      } else if (quote == '`' && text.startsWith("${", at)) {
        at = endOf(text, at + 1) - 1;
      }
    }
    throw unfinished("the string that begins with " + quote + " is never closed");
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
    return beginsRegex(start) ? endOfRegex(start) : start;
  }

  private boolean beginsRegex(int slash) {
    int at = slash - 1;
    while (at > open && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    char before = text.charAt(at);
    if (before == ')' || before == ']' || before == '}' || before == '"' || before == '\'') {
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

  private int endOfRegex(int start) {
    boolean inClass = false;
    for (int at = start + 1; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '\n' -> {
          return start; // a division after all
        }
        case '/' -> {
          if (!inClass) {
            return at;
          }
        }
        default -> {}
      }
    }
    return start;
  }

  private ExpressionException unfinished(String reason) {
    return new ExpressionException(text.substring(open - 1), reason, 0);
  }
}
