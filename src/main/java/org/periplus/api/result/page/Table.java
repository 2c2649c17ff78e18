package org.periplus.api.result.page;

import java.util.ArrayList;
import java.util.List;

/** Reads the beginning of a table: RFC 4180, with commas, semicolons or tabs between its cells. */
final class Table {

  private static final int MOST_COLUMNS = 50;
  private static final char QUOTE = '"';

  private Table() {}

  /**
   * The first rows.
   *
   * @param whole whether the text is all there is: else its last line may be half a one
   */
  static List<List<String>> rows(String text, int most, boolean whole) {
    char separator = separator(text);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < text.length() && rows.size() < most; at++) {
      char letter = text.charAt(at);
      if (quoted) {
        if (letter != QUOTE) {
          cell.append(letter);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
          cell.append(letter);
          at++;
        } else {
          quoted = false;
        }
      } else if (letter == QUOTE && cell.isEmpty()) {
        quoted = true;
      } else if (letter == separator) {
        end(row, cell);
      } else if (letter == '\n') {
        end(row, cell);
        rows.add(List.copyOf(row));
        row.clear();
      } else if (letter != '\r') {
        cell.append(letter);
      }
    }
    if (whole && rows.size() < most && (!row.isEmpty() || !cell.isEmpty())) {
      end(row, cell);
      rows.add(List.copyOf(row));
    }
    return rows;
  }

  private static void end(List<String> row, StringBuilder cell) {
    if (row.size() < MOST_COLUMNS) {
      row.add(Stated.brief(cell.toString()));
    }
    cell.setLength(0);
  }

  /** The one that the first line has most of. */
  private static char separator(String text) {
    String line = text.lines().findFirst().orElse("");
    char most = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(line, candidate) > count(line, most)) {
        most = candidate;
      }
    }
    return most;
  }

  private static long count(String line, char letter) {
    return line.chars().filter(each -> each == letter).count();
  }
}
