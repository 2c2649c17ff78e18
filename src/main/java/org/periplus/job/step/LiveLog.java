package org.periplus.job.step;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.periplus.staging.store.StoredFile;

/**
 * A log while it is written. Its beginning goes to its file; what is beyond that goes round in a
 * second file, which holds the end, and is added to the first when the log is closed. Who follows
 * it is told of every change. Safe for use by several threads.
 */
public final class LiveLog implements Closeable {

  private final Path file;
  private final Path tailFile;
  private final long headSize;
  private final long tailSize;
  private final boolean headKept;
  private final FileChannel head;
  private final Set<Runnable> followers = new LinkedHashSet<>();
  private final Runnable whenClosed;
  private FileChannel tail;
  private long total;
  private boolean ended;

  /**
   * Begins a log.
   *
   * @param file replaced when it is there
   * @param maxSize how much is kept, in bytes
   * @param whenClosed called when the file is complete
   */
  public LiveLog(Path file, long maxSize, Runnable whenClosed) throws IOException {
    this(file, maxSize, whenClosed, false);
  }

  /**
   * Begins a log again whose output comes once more, maybe without its beginning: a beginning that
   * is there as a whole stays as it is.
   */
  static LiveLog again(Path file, long maxSize, Runnable whenClosed) throws IOException {
    boolean whole = Files.exists(file) && Files.size(file) >= maxSize / 2;
    return new LiveLog(file, maxSize, whenClosed, whole);
  }

  private LiveLog(Path file, long maxSize, Runnable whenClosed, boolean headKept)
      throws IOException {
    this.file = file;
    this.tailFile = file.resolveSibling(file.getFileName() + ".tail");
    this.headSize = maxSize / 2;
    this.tailSize = maxSize - headSize;
    this.whenClosed = whenClosed;
    Files.createDirectories(file.getParent());
    this.headKept = headKept;
    if (headKept) {
      head = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      head.truncate(headSize);
    } else {
      // What is kept of an earlier attempt shares no bytes with this one.
      Files.deleteIfExists(file);
      head = open(file);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /** Adds bytes. */
  public void write(byte[] bytes) throws IOException {
    List<Runnable> told;
    synchronized (this) {
      int inHead = (int) Math.min(bytes.length, Math.max(0, headSize - total));
      if (!headKept) {
        put(head, ByteBuffer.wrap(bytes, 0, inHead), total);
      }
      total += inHead;
      for (int done = inHead; done < bytes.length; ) {
        long place = (total - headSize) % tailSize;
        int count = (int) Math.min(bytes.length - done, tailSize - place);
        put(tail(), ByteBuffer.wrap(bytes, done, count), place);
        total += count;
        done += count;
      }
      told = List.copyOf(followers);
    }
    told.forEach(Runnable::run);
  }

  private FileChannel tail() throws IOException {
    if (tail == null) {
      tail = open(tailFile);
    }
    return tail;
  }

  private static void put(FileChannel channel, ByteBuffer bytes, long place) throws IOException {
    long at = place;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /**
   * A part of a log.
   *
   * @param position where it begins in all that was written
   * @param end whether the log has ended, and nothing comes after this part
   */
  public record Part(long position, ByteBuffer bytes, boolean end) {}

  /**
   * What was written from a position on, or from the first byte after it that is still there.
   *
   * @param most how many bytes at most
   */
  public synchronized Part read(long position, int most) throws IOException {
    long from = position < headSize ? position : Math.max(position, firstOfTail());
    long end = from < headSize ? Math.min(total, headSize) : total;
    int count = (int) Math.max(0, Math.min(most, end - from));
    ByteBuffer bytes = ByteBuffer.allocate(count);
    if (from < headSize) {
      get(head, bytes, from);
    } else {
      getTail(bytes, from);
    }
    bytes.flip();
    return new Part(from, bytes, ended && from + count >= total);
  }

  private long firstOfTail() {
    return Math.max(headSize, total - tailSize);
  }

  private void getTail(ByteBuffer bytes, long from) throws IOException {
    for (long at = from; bytes.hasRemaining(); ) {
      long place = (at - headSize) % tailSize;
      int count = (int) Math.min(bytes.remaining(), tailSize - place);
      ByteBuffer part = bytes.slice(bytes.position(), count);
      get(tail, part, place);
      bytes.position(bytes.position() + count);
      at += count;
    }
  }

  private static void get(FileChannel channel, ByteBuffer bytes, long place) throws IOException {
    for (long at = place; bytes.hasRemaining(); ) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  /** The log as it is now, to be read at leisure. */
  synchronized StoredFile content(LogContent.Later later) throws IOException {
    byte[] end = total > headSize ? end() : new byte[0];
    return new LogContent(file, Math.min(total, headSize), end, total, Instant.now(), later);
  }

  /** What follows the beginning: a note on what is left out, if anything is, and the end. */
  private byte[] end() throws IOException {
    ByteBuffer kept = ByteBuffer.allocate((int) (total - firstOfTail()));
    getTail(kept, firstOfTail());
    kept.flip();
    long dropped = firstOfTail() - headSize;
    if (dropped == 0) {
      return kept.array();
    }
    while (kept.hasRemaining()) { // The rest of a line says nothing.
      dropped++;
      if (kept.get() == '\n') {
        break;
      }
    }
    byte[] note =
        ("\n[periplus] " + dropped + " bytes are left out here\n").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(note.length + kept.remaining()).put(note).put(kept).array();
  }

  /**
   * Tells of every change from now on, on the thread that writes: it must not take long. When the
   * log ends, it is told once more.
   */
  public void follow(Runnable changed) {
    synchronized (this) {
      followers.add(changed);
    }
    changed.run();
  }

  /** Tells no more. */
  public void leave(Runnable changed) throws IOException {
    synchronized (this) {
      followers.remove(changed);
      closeWhenUnused();
    }
  }

  private void closeWhenUnused() throws IOException {
    if (ended && followers.isEmpty()) {
      head.close();
      if (tail != null) {
        tail.close();
      }
    }
  }

  /** Nothing more is written. */
  @Override
  public void close() throws IOException {
    List<Runnable> told;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      if (total > headSize) {
        put(head, ByteBuffer.wrap(end()), headSize);
        Files.deleteIfExists(tailFile);
      }
      told = List.copyOf(followers);
    }
    whenClosed.run();
    told.forEach(Runnable::run);
    synchronized (this) {
      closeWhenUnused();
    }
  }
}
