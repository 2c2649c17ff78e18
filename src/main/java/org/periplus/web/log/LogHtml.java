package org.periplus.web.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the text of a log as HTML while it reads it: blocks of lines, which browsers lay out when
 * they are seen, with colours, and marks on lines that look like errors. Used by one thread.
 */
public final class LogHtml {

  /** How many lines a block has; log.js counts with it, too. */
  static final int LINES_OF_A_BLOCK = 200;

  /** A longer line comes in parts, and is not searched for errors. */
  private static final int LONGEST_PART = 16 * 1024;

  private final Writer html;
  private final LogColours colours;
  private long lines;
  private boolean lineIsOpen;

  private LogHtml(Writer html) {
    this.html = html;
    this.colours = new LogColours(html);
  }

  /** Writes all of a text in UTF-8, which may have colours and no other sequence of a terminal. */
  public static void write(InputStream text, Writer html) throws IOException {
    LogHtml log = new LogHtml(html);
    log.write(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  private void write(Reader text) throws IOException {
    StringBuilder line = new StringBuilder();
    char[] buffer = new char[LONGEST_PART];
    for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
      lines(buffer, count, line);
    }
    if (!line.isEmpty()) {
      part(line, false);
    }
    if (lines > 0 || lineIsOpen) {
      html.write("</pre>\n");
    }
  }

  /** Copies lines as a whole: by character they took seconds on a server that had just started. */
  private void lines(char[] buffer, int count, StringBuilder line) throws IOException {
    int from = 0;
    while (from < count) {
      int end = Math.min(count, from + LONGEST_PART - line.length());
      int at = from;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.append(buffer, from, at - from);
      from = at;
      if (line.length() >= LONGEST_PART) {
        part(line, false);
      } else if (at < end) {
        part(line, true);
        from++;
      }
    }
  }

  /** Writes a line, or as much of it as there is. */
  private void part(StringBuilder line, boolean whole) throws IOException {
    if (!lineIsOpen && lines % LINES_OF_A_BLOCK == 0) {
      html.write(
          (lines > 0 ? "</pre>\n" : "")
              + "<pre class=\"block\" id=\"L%1$d\" data-first=\"%1$d\">".formatted(lines + 1));
      html.write('\n'); // browsers leave out the first one of a pre
    }
    LogLine.Kind kind = lineIsOpen || !whole ? LogLine.Kind.PLAIN : LogLine.kind(line.toString());
    if (kind != LogLine.Kind.PLAIN) {
      html.write("<mark class=\"" + kind.code() + "\">");
    }
    colours.write(line);
    if (whole) {
      colours.endLine();
      lines++;
    }
    if (kind != LogLine.Kind.PLAIN) {
      html.write("</mark>");
    }
    if (whole) {
      html.write('\n');
    }
    lineIsOpen = !whole;
    line.setLength(0);
  }
}
