package org.periplus.api.log;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import org.periplus.staging.store.StoredFile;

/** A log of which the control characters are replaced while it is read: {@link PlainText}. */
record ShownLog(StoredFile log) implements StoredFile {

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
        PlainText.show(block, 0, ready);
      }
      return next < ready;
    }

    /** How many bytes at the end may belong to a sequence whose end has not come. */
    private int unfinished() {
      int last = Math.max(0, block.length - PlainText.LONGEST_COLOUR);
      for (int at = block.length - 1; at >= last; at--) {
        if (block[at] == PlainText.ESCAPE
            || (at == block.length - 1 && (block[at] & 0xff) == 0xc2)) {
          return block.length - at;
        }
      }
      return 0;
    }
  }
}
