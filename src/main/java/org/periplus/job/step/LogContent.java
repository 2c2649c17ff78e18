package org.periplus.job.step;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.periplus.staging.file.FilePart;
import org.periplus.staging.store.StoredFile;

/** A log at one moment: the beginning in its file, and what follows it. */
final class LogContent implements StoredFile {

  private final Path file;
  private final long beginning;
  private final byte[] end;
  private final long total;
  private final Instant modified;
  private final Later later;

  /** Where the log is when its file has gone in the meantime. */
  interface Later {
    Optional<StoredFile> find() throws IOException;
  }

  LogContent(Path file, long beginning, byte[] end, long total, Instant modified, Later later) {
    this.later = later;
    this.file = file;
    this.beginning = beginning;
    this.end = end;
    this.total = total;
    this.modified = modified;
  }

  /** How much was written by then. */
  long position() {
    return total;
  }

  @Override
  public String name() {
    return file.getFileName().toString();
  }

  @Override
  public long size() {
    return beginning + end.length;
  }

  @Override
  public String mediaType() {
    return "text/plain";
  }

  @Override
  public Instant modified() {
    return modified;
  }

  /** What was written is never changed, so the amount tells the version. */
  @Override
  public String entityTag() {
    return "\"log-%x\"".formatted(total);
  }

  @Override
  public InputStream read(long from, long length) throws IOException {
    long inFile = Math.max(0, Math.min(length, beginning - from));
    int start = (int) Math.max(0, from - beginning);
    int count = (int) Math.max(0, Math.min(length - inFile, end.length - start));
    InputStream rest = new ByteArrayInputStream(end, start, count);
    if (inFile == 0) {
      return rest;
    }
    try {
      return new SequenceInputStream(new FilePart(file, from, inFile).open(), rest);
    } catch (NoSuchFileException e) {
      return later.find().orElseThrow(() -> e).read(from, length);
    }
  }
}
