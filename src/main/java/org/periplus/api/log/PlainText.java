package org.periplus.api.log;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.periplus.staging.store.StoredFile;

/**
 * The log of a tool as a terminal may show it: colours stay, and every other control character that
 * a terminal obeys is a question mark, so that no sequence moves the cursor, sets a title or types
 * for the reader. Each byte stays one, so that ranges of the log are those of its file.
 */
final class PlainText {

  private static final byte ESCAPE = 0x1b;
  private static final byte SHOWN = '?';

  /** What may stand between the beginning and the end of a colour. */
  private static final int LONGEST_COLOUR = 32;

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
    return new Shown(log);
  }

  private record Shown(StoredFile log) implements StoredFile {

    @Override
    public String name() {
      return log.name();
    }

    @Override
    public long size() {
      return log.size();
    }

    @Override
    public String mediaType() {
      return log.mediaType();
    }

    @Override
    public Instant modified() {
      return log.modified();
    }

    @Override
    public String entityTag() {
      return log.entityTag().replaceFirst("\"$", "-text\"");
    }

    @Override
    public InputStream read(long from, long length) throws IOException {
      return new Filtered(log.read(from, length));
    }
  }

  /** Keeps back what may be the beginning of a colour until its end has come. */
  private static final class Filtered extends FilterInputStream {

    private static final int BLOCK = 32 * 1024;

    private byte[] block = {};
    private int next;
    private int ready;
    private boolean ended;

    Filtered(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return fill() ? block[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, ready - next);
      System.arraycopy(block, next, target, offset, count);
      next += count;
      return count;
    }

    /** Whether there is a byte to give. */
    private boolean fill() throws IOException {
      while (next == ready && !(ended && ready == block.length)) {
        byte[] rest = Arrays.copyOfRange(block, ready, block.length);
        byte[] more = ended ? new byte[0] : in.readNBytes(BLOCK);
        ended = more.length < BLOCK;
        block = Arrays.copyOf(rest, rest.length + more.length);
        System.arraycopy(more, 0, block, rest.length, more.length);
        ready = ended ? block.length : block.length - unfinished();
        next = 0;
        show(block, 0, ready);
      }
      return next < ready;
    }

    /** How many bytes at the end may belong to a sequence whose end has not come. */
    private int unfinished() {
      int last = Math.max(0, block.length - LONGEST_COLOUR);
      for (int at = block.length - 1; at >= last; at--) {
        if (block[at] == ESCAPE || (at == block.length - 1 && (block[at] & 0xff) == 0xc2)) {
          return block.length - at;
        }
      }
      return 0;
    }
  }
}
