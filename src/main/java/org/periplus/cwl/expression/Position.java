package org.periplus.cwl.expression;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1
 */
record Position(int line, int column) {

  /**
   * The place of a character of a text, or of the word that it belongs to.
   *
   * @param columnsBefore what stands before the text on its first line
   */
  static Position of(String text, int offset, int columnsBefore) {
    int start = Math.min(offset, text.length());
    while (start > 0
        && start < text.length()
        && isWord(text.charAt(start))
        && isWord(text.charAt(start - 1))) {
      start--;
    }
    String head = text.substring(0, start);
    int line = lines(head);
    int column = start - head.lastIndexOf('\n');
    return new Position(line, line == 1 ? column + columnsBefore : column);
  }

  private static boolean isWord(char c) {
    return Character.isJavaIdentifierPart(c);
  }

  /** How many lines a text has. */
  static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count() + 1;
  }
}
