package org.periplus.web.log;

import java.io.IOException;
import java.io.Writer;
import java.util.TreeSet;

/**
 * Writes text with the colours of a terminal (ECMA-48, SGR) as HTML: each change of them is a span
 * with classes such as {@code c1} (red), {@code b} (bold). Used by one thread.
 */
final class LogColours {

  private static final char ESCAPE = '\u001b';

  /** Of more spans no browser makes a page in time. */
  private static final int MOST_SPANS = 100_000;

  private final Writer html;
  private final TreeSet<String> classes = new TreeSet<>();
  private final StringBuilder shown = new StringBuilder();
  private boolean spanIsOpen;
  private int spans;

  LogColours(Writer html) {
    this.html = html;
  }

  /** Writes a part of a line; what needs no change is copied as a whole. */
  void write(StringBuilder text) throws IOException {
    shown.setLength(0);
    String line = text.toString();
    int copied = 0;
    for (int at = 0; at < line.length(); at++) {
      char one = line.charAt(at);
      if (isCopied(one)) {
        continue;
      }
      copy(line, copied, at);
      int end = one == ESCAPE ? endOfColour(line, at) : -1;
      if (end > 0) {
        close();
        change(line.substring(at + 2, end));
        at = end;
      } else {
        open();
        show(one);
      }
      copied = at + 1;
    }
    copy(line, copied, line.length());
    html.append(shown);
  }

  private static boolean isCopied(char one) {
    return one > '>' || (one != '&' && one != '<' && one != '>' && one != '\r' && one != ESCAPE);
  }

  private void copy(String line, int from, int to) {
    if (from < to) {
      open();
      shown.append(line, from, to);
    }
  }

  /** A span lies within its line; what is on stays so for the next one. */
  void endLine() throws IOException {
    if (spanIsOpen) {
      shown.setLength(0);
      close();
      html.append(shown);
    }
  }

  private static int endOfColour(String text, int from) {
    if (from + 1 >= text.length() || text.charAt(from + 1) != '[') {
      return -1;
    }
    for (int at = from + 2; at < text.length(); at++) {
      char one = text.charAt(at);
      if (one == 'm') {
        return at;
      }
      if ((one < '0' || one > '9') && one != ';' && one != ':') {
        return -1;
      }
    }
    return -1;
  }

  private void open() {
    if (!spanIsOpen && !classes.isEmpty() && spans < MOST_SPANS) {
      shown.append("<span class=\"" + String.join(" ", classes) + "\">");
      spanIsOpen = true;
      spans++;
    }
  }

  private void close() {
    if (spanIsOpen) {
      shown.append("</span>");
      spanIsOpen = false;
    }
  }

  /** What stands in place of a character that cannot be copied. */
  private void show(char one) {
    switch (one) {
      case '&' -> shown.append("&amp;");
      case '<' -> shown.append("&lt;");
      case '>' -> shown.append("&gt;");
      case '\r' -> shown.append(' '); // a terminal would go back to the beginning of the line
      default -> shown.append('?');
    }
  }

  /** The numbers of one sequence; those that mean nothing here change nothing. */
  private void change(String numbers) {
    String[] parts = numbers.split("[;:]", -1);
    for (int i = 0; i < parts.length; i++) {
      int number = number(parts[i]);
      if (number == 38 || number == 48) { // colours of 256 or of millions are not shown
        i += i + 1 < parts.length && parts[i + 1].equals("5") ? 2 : 4;
      } else {
        change(number);
      }
    }
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : digits.length() > 3 ? -1 : Integer.parseInt(digits);
  }

  private void change(int number) {
    if (number == 0) {
      classes.clear();
    } else if (number == 1 || number == 22) {
      set("b", number == 1);
    } else if (number == 4 || number == 24) {
      set("u", number == 4);
    } else if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) {
      classes.removeIf(name -> name.startsWith("c"));
      classes.add("c" + number % 10);
    } else if (number == 39) {
      classes.removeIf(name -> name.startsWith("c"));
    }
  }

  private void set(String name, boolean on) {
    if (on) {
      classes.add(name);
    } else {
      classes.remove(name);
    }
  }
}
