package org.periplus.staging.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.periplus.staging.file.Checksum;
import org.periplus.staging.file.DiskException;

/**
 * A file on its way: what has arrived so far, over as many answers as it takes, and what its bytes
 * give. Used by one thread at a time.
 */
public final class Transfer implements Closeable {

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final Path file;
  private final FileChannel channel;
  private final ExpectedFile expectation;
  private final RunningDigests digests = new RunningDigests();
  private final CRC32C crc = new CRC32C();
  private List<Checksum> checksums = List.of();
  private Optional<String> validator = Optional.empty();
  private long received;
  private long announced = -1;

  /**
   * Opens a file for what comes.
   *
   * @param file replaced when it is there
   */
  public Transfer(Path file, ExpectedFile expectation) throws IOException {
    this.file = file;
    this.expectation = expectation;
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  public Path file() {
    return file;
  }

  public long received() {
    return received;
  }

  /** How long the whole file is by the server's word; negative when it does not say. */
  public long announced() {
    return announced;
  }

  /** The header {@code If-Range} for the rest of the file; empty when it has to be begun anew. */
  Optional<String> resumable() {
    return received > 0 ? validator : Optional.empty();
  }

  /** Makes the next answer begin anew. */
  void forget() {
    validator = Optional.empty();
  }

  /** Takes the headers of 200: the file begins anew. */
  void begin(HttpResponse answer, Downloads downloads) throws IOException {
    downloads.lost(received, announced);
    received = 0;
    crc.reset();
    try {
      channel.truncate(0).position(0);
    } catch (IOException e) {
      throw new DiskException(e);
    }
    validator = validator(answer);
    announced = length(answer);
    checksums = new ArrayList<>(expectation.checksums());
    checksums.addAll(AnsweredChecksums.of(answer));
    digests.begin(
        checksums.stream().map(Checksum::algorithm).collect(Collectors.toSet()), announced);
    downloads.announced(announced);
    if (!downloads.budget().fits(Math.max(0, announced))) {
      throw new TooLargeException(downloads.budget());
    }
  }

  /** Whether an answer with 206 continues what is here. */
  boolean continues(HttpResponse answer) {
    Matcher range = CONTENT_RANGE.matcher(value(answer, "Content-Range").orElse(""));
    boolean here = range.matches() && Long.parseLong(range.group(1)) == received;
    boolean same =
        here
            && (announced < 0
                || range.group(2).equals("*")
                || Long.parseLong(range.group(2)) == announced);
    return same;
  }

  private static Optional<String> validator(HttpResponse answer) {
    return value(answer, "ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> value(answer, "Last-Modified"));
  }

  private static long length(HttpResponse answer) {
    return value(answer, "Content-Length")
        .filter(length -> length.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(-1L);
  }

  static Optional<String> value(HttpResponse answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null || header.getValue() == null
        ? Optional.empty()
        : Optional.of(header.getValue());
  }

  /** Writes a body down to its end. */
  void take(InputStream body, Downloads downloads) throws IOException {
    int read = 0;
    while (read >= 0) {
      byte[] buffer = buffer();
      boolean added = false;
      try {
        read = body.read(buffer);
        if (read > 0) {
          take(buffer, read, downloads);
          digests.add(buffer, read);
          added = true;
        }
      } finally {
        if (!added) {
          digests.giveBack(buffer);
        }
      }
    }
  }

  private byte[] buffer() throws IOException {
    try {
      return digests.buffer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The download was interrupted");
    }
  }

  private void take(byte[] buffer, int count, Downloads downloads) throws IOException {
    if (!downloads.arrived(count)) {
      downloads.lost(count, 0);
      throw new TooLargeException(downloads.budget());
    }
    write(buffer, count);
    crc.update(buffer, 0, count);
  }

  private void write(byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (buffer.hasRemaining()) {
        received += channel.write(buffer);
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  /**
   * What the bytes so far are found by among others: cheap, so that a download does not wait for
   * it, and so no proof that two files are equal.
   */
  public String fingerprint() {
    return "%08x-%d".formatted(crc.getValue(), received);
  }

  /**
   * Compares the whole file with what is known of it; once for a file.
   *
   * @throws TransientException when they differ: the way may have damaged it
   */
  void verify() throws TransientException {
    if (expectation.size().isPresent() && expectation.size().get() != received) {
      forget();
      throw new TransientException(
          "it has %d bytes instead of the %d that it is said to have"
              .formatted(received, expectation.size().get()));
    }
    Map<String, String> actual = digests.values();
    for (Checksum checksum : checksums) {
      String given = actual.get(checksum.algorithm());
      if (!checksum.fits(given)) {
        forget();
        throw new TransientException(checksum.mismatch(given));
      }
    }
  }

  @Override
  public void close() throws IOException {
    digests.close();
    channel.close();
  }
}
