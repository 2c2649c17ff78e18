package org.periplus.api.log;

import java.nio.ByteBuffer;
import org.periplus.staging.store.StoredFile;

/**
 * The log of a tool as a terminal may show it: colours stay, and every other control character that
 * a terminal obeys is a question mark, so that no sequence moves the cursor, sets a title or types
 * for the reader. Each byte stays one, so that ranges of the log are those of its file.
 */
final class PlainText {

  static final byte ESCAPE = 0x1b;
  private static final byte SHOWN = '?';

  /** What may stand between the beginning and the end of a colour. */
  static final int LONGEST_COLOUR = 32;

  private PlainText() {}

  /** The bytes, of which the control characters are replaced in place. */
  static void show(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      byte one = bytes[at];
      if (one == ESCAPE) {
        int end = endOfColour(bytes, at, to);
        if (end > 0) {
          at = end;
          continue;
        }
        bytes[at] = SHOWN;
      } else if ((one >= 0 && one < ' ' && one != '\n' && one != '\t' && one != '\r')
          || one == 0x7f) {
        bytes[at] = SHOWN;
      } else if ((one & 0xff) == 0xc2 && at + 1 < to && isC1(bytes[at + 1])) {
        bytes[at] = SHOWN; // the same commands in one character of UTF-8
        bytes[at + 1] = SHOWN;
      }
      at++;
    }
  }

  private static boolean isC1(byte second) {
    return (second & 0xff) >= 0x80 && (second & 0xff) < 0xa0;
  }

  /** Where the colour ends that begins here; 0 if it is none. */
  private static int endOfColour(byte[] bytes, int from, int to) {
    if (from + 2 >= to || bytes[from + 1] != '[') {
      return 0;
    }
    for (int at = from + 2; at < Math.min(to, from + LONGEST_COLOUR); at++) {
      byte one = bytes[at];
      if (one == 'm') {
        return at + 1;
      }
      if ((one < '0' || one > '9') && one != ';' && one != ':') {
        return 0;
      }
    }
    return 0;
  }

  /** The bytes as they are shown. */
  static ByteBuffer of(ByteBuffer bytes) {
    byte[] shown = new byte[bytes.remaining()];
    bytes.duplicate().get(shown);
    show(shown, 0, shown.length);
    return ByteBuffer.wrap(shown);
  }

  /** The log as it is shown; another tag than that of the file as it is. */
  static StoredFile of(StoredFile log) {
    return new ShownLog(log);
  }
}
