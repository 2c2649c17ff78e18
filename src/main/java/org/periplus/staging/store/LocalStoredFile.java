package org.periplus.staging.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import org.periplus.staging.file.FilePart;
import org.periplus.staging.file.MediaTypes;

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
    return new FilePart(path, from, length).open();
  }
}
