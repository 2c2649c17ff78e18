package org.periplus.api.file;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.periplus.staging.store.StoredFile;

/** Writes a part of a file. */
public record FileSlice(StoredFile file, ByteRange range) implements StreamingOutput {

  private static final int BUFFER = 64 * 1024;

  @Override
  public void write(OutputStream output) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream input = file.read(range.first(), range.length())) {
      long left = range.length();
      while (left > 0) {
        int read = input.read(buffer, 0, (int) Math.min(left, BUFFER));
        if (read < 0) {
          throw new EOFException(file.name() + " became shorter while it was sent");
        }
        output.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
