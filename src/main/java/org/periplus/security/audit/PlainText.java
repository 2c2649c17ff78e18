package org.periplus.security.audit;

/** Text of strangers that can be written into lines, tables and terminals. */
final class PlainText {

  private static final int STRANGE = 0xFFFD;

  private PlainText() {}

  /**
   * The text, cut to a length, with a sign in the place of what is not seen or steers something.
   */
  static String of(String text, int most) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int sign = text.codePointAt(at);
      at += Character.charCount(sign);
      int shown = isPlain(sign) ? sign : STRANGE;
      if (plain.length() + Character.charCount(shown) > most) {
        return plain.toString();
      }
      plain.appendCodePoint(shown);
    }
    return plain.toString();
  }

  /** No control characters, no marks of direction, no ends of lines, no halves of characters. */
  private static boolean isPlain(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
