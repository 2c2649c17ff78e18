package org.periplus.web.graph;

/** How much room a label takes, as far as that is known without a font, and what fits. */
final class Labels {

  private Labels() {}

  /**
   * The width of a text in pixels.
   *
   * @param size of the font
   */
  static double width(String text, double size) {
    double ems = 0;
    int character;
    for (int at = 0; at < text.length(); at += Character.charCount(character)) {
      character = text.codePointAt(at);
      ems += em(character);
    }
    return ems * size;
  }

  private static double em(int character) {
    if ("iljtfr.,:;|!'() ".indexOf(character) >= 0) {
      return 0.34;
    }
    if (character >= 0x1100) {
      return 1.05; // East Asian letters and pictures
    }
    return (character >= 'A' && character <= 'Z') || "mw@%".indexOf(character) >= 0 ? 0.76 : 0.59;
  }

  /** The beginning of a text that is not wider than this, with a mark if it is not all of it. */
  static String fitted(String text, double size, double most) {
    String shown =
        text.codePoints()
            .limit(200)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    if (shown.length() == text.length() && width(shown, size) <= most) {
      return shown;
    }
    int end = shown.length();
    while (end > 0 && width(shown.substring(0, end), size) > most - size) {
      end = shown.offsetByCodePoints(end, -1);
    }
    return shown.substring(0, end).stripTrailing() + "…";
  }
}
