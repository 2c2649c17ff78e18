package org.periplus.web.graph;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements of SVG; whatever it is given as text or attribute stays text. Not shared. */
final class Svg {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element. Attributes are names and values in turn; a value of null leaves one out. */
  Svg begin(String name, Object... attributes) {
    tag(name, attributes).append('>');
    open.push(name);
    return this;
  }

  Svg end() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without contents. */
  Svg element(String name, Object... attributes) {
    tag(name, attributes).append("/>");
    return this;
  }

  /** An element with nothing but a text. */
  Svg text(String name, String text, Object... attributes) {
    return begin(name, attributes).text(text).end();
  }

  Svg text(String text) {
    escape(text);
    return this;
  }

  /** Trusted text of a style sheet. */
  Svg style(String css) {
    out.append("<style>").append(css.replace("<", "&lt;")).append("</style>");
    return this;
  }

  private StringBuilder tag(String name, Object... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        escape(value(attributes[i + 1]));
        out.append('"');
      }
    }
    return out;
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : value.toString();
  }

  /** A coordinate, to a tenth of a pixel. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    long whole = Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
  }

  /** Characters that XML cannot have become the sign for what is unknown. */
  private void escape(String text) {
    int c;
    for (int at = 0; at < text.length(); at += Character.charCount(c)) {
      c = text.codePointAt(at);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
      }
    }
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
