package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a log apart whose lines begin with the time at which they were written, so that it can be
 * gone on with where a connection broke: what has been taken already is passed over when it comes
 * again. For one thread at a time.
 */
final class LogLines {

  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d) ");

  private static final int LONGEST_TIME = 36;

  /**
   * Engines cut longer lines into pieces of this size or a multiple, each with a time of its own.
   */
  private static final int PIECE = 8 << 10;

  /** What has no end of line for so long is handed on without waiting for it. */
  private static final int LONGEST = 1 << 20;

  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private String last = "";
  private int sameTime;
  private int toPass;

  /** The time of the last line that was taken; empty before the first. */
  String last() {
    return last;
  }

  /** The log comes anew, from the second of the last line on: what was cut off comes again. */
  void again() {
    rest.reset();
    toPass = sameTime;
  }

  /** The lines that are whole now, without their times. */
  byte[] take(byte[] bytes) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(bytes.length);
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        rest.write(bytes, begin, i + 1 - begin);
        begin = i + 1;
        line(lines);
      }
    }
    rest.write(bytes, begin, bytes.length - begin);
    if (rest.size() > LONGEST) {
      line(lines);
    }
    return lines.toByteArray();
  }

  /** What is left at the end of a log, whose last line may have no end. */
  byte[] takeRest() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line(line);
    return line.toByteArray();
  }

  private void line(ByteArrayOutputStream to) {
    String line = rest.toString(ISO_8859_1);
    rest.reset();
    int begin = 0;
    while (begin < line.length()) {
      int end = endOfPiece(line, begin);
      piece(line.substring(begin, end), to);
      begin = end;
    }
  }

  private static int endOfPiece(String line, int begin) {
    int content = begin + timeAt(line, begin);
    for (int end = content + PIECE; end < line.length(); end += PIECE) {
      if (timeAt(line, end) > 0) {
        return end;
      }
    }
    return line.length();
  }

  /** How many letters the time at a place has; 0 when there is none. */
  private static int timeAt(String line, int at) {
    Matcher time = TIME.matcher(line).region(at, Math.min(line.length(), at + LONGEST_TIME));
    return time.lookingAt() ? time.end() - at : 0;
  }

  private void piece(String piece, ByteArrayOutputStream to) {
    int letters = timeAt(piece, 0);
    if (letters > 0 && isKnown(piece.substring(0, letters - 1))) {
      return;
    }
    to.writeBytes(piece.substring(letters).getBytes(ISO_8859_1));
  }

  /** Times have the same form throughout a log, in which the later comes later in the alphabet. */
  private boolean isKnown(String time) {
    int order = time.compareTo(last);
    if (order == 0) {
      if (toPass > 0) {
        toPass--;
        return true;
      }
      sameTime++;
      return false;
    }
    if (order < 0 && toPass > 0) {
      return true; // Of the same second, before the last line.
    }
    toPass = 0;
    last = time;
    sameTime = 1;
    return false;
  }
}
