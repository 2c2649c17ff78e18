package org.periplus.staging;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;

/** A file of the {@link LocalResultStore}. */
record LocalStoredFile(Path path, long size, Instant modified) implements StoredFile {

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public String mediaType() {
    return MediaTypes.of(name());
  }

  @Override
  public String entityTag() {
    return "\"%x-%x-%x\"".formatted(size, modified.getEpochSecond(), modified.getNano());
  }

  @Override
  public InputStream read(long from, long length) throws IOException {
    if (from < 0 || length < 0) {
      throw new IllegalArgumentException("from " + from + ", length " + length);
    }
    FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      channel.position(from);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new Part(Channels.newInputStream(channel), length);
  }

  /** Ends after a number of bytes. */
  private static final class Part extends FilterInputStream {
    private long left;

    Part(InputStream whole, long length) {
      super(whole);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left <= 0) {
        return -1;
      }
      int count = in.read(buffer, offset, (int) Math.min(length, left));
      if (count > 0) {
        left -= count;
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
