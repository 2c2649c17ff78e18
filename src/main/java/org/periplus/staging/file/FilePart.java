package org.periplus.staging.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A part of a file.
 *
 * @param from its first byte, 0 for the file's first
 * @param length how many bytes; the stream ends earlier when the file does
 */
public record FilePart(Path file, long from, long length) {

  /** The bytes; the caller closes the stream. */
  public InputStream open() throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      channel.position(from);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new BoundedStream(Channels.newInputStream(channel), length);
  }

  /** A body that can be sent again after a failure, and is never in memory as a whole. */
  public RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return open();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        length,
        MediaTypes.UNKNOWN);
  }
}
