package org.periplus.api.log;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.periplus.api.event.EventStream;
import org.periplus.job.step.LiveLog;
import org.periplus.staging.store.StoredFile;

/** A client that follows a log. Safe for use by several threads. */
final class LogFollower {

  private static final int MOST = 32 * 1024;

  private final EventStream stream;
  private final boolean raw;
  private final Stored stored;
  private final Runnable whenClosed;
  private final Runnable changed;
  private volatile LiveLog log;
  private volatile boolean beat;
  private volatile boolean look;
  private volatile boolean over;
  private boolean completeBefore;
  private long position;

  /**
   * Who follows.
   *
   * @param position how much of the log the client has already
   * @param raw whether the client wants the tool's own bytes
   */
  record Client(EventStream.Client stream, long position, boolean raw) {}

  /** A log that nobody on this server writes to: it is complete, or of another server's run. */
  interface Stored {
    Optional<StoredFile> find() throws IOException;

    /** Whether its run has ended. */
    boolean isComplete();
  }

  /**
   * @param stored the log when it is complete
   * @param whenClosed called once the client has all, or is gone
   */
  LogFollower(Client client, Executor threads, Stored stored, Runnable whenClosed) {
    this.stored = stored;
    this.raw = client.raw();
    this.position = client.position();
    this.whenClosed = whenClosed;
    this.stream = new EventStream(client.stream(), threads, this::sendAll, this::leave);
    this.changed = stream::changed;
  }

  /** The log is there. */
  void follow(LiveLog begun) {
    log = begun;
    begun.follow(changed);
  }

  /** No log will come any more, or it is complete and was sent. */
  void end() {
    over = true;
    stream.changed();
  }

  /** Lets the client, and all that is between, know that the server is still there. */
  void beat() {
    beat = true;
    stream.changed();
  }

  /** Sends what another server has written by now; no event comes from there. */
  void look() {
    if (log == null) {
      look = true;
      stream.changed();
    }
  }

  /** Sends what there is; false when that was the end. */
  private boolean sendAll() throws IOException {
    LiveLog followed = log;
    if (followed != null) {
      LiveLog.Part part = followed.read(position, MOST);
      while (part.bytes().hasRemaining()) {
        if (!sendPart(part)) {
          break;
        }
        part = followed.read(position, MOST);
      }
      if (part.end()) {
        stream.send(stream.event().name("end").id(Long.toString(position)).data("end"));
        return false;
      }
    }
    if (followed == null && (over || look)) {
      look = false;
      boolean complete = stored.isComplete();
      // The record may say so just before the last bytes are there.
      over = over || (complete && completeBefore);
      completeBefore = complete;
      sendStored();
    }
    if (over && followed == null) {
      stream.send(stream.event().name("end").id(Long.toString(position)).data("end"));
      return false;
    }
    if (beat) {
      beat = false;
      return stream.sendBeat();
    }
    return true;
  }

  /** Sends what there is, but no part of a character unless the log is complete. */
  private void sendStored() throws IOException {
    Optional<StoredFile> complete = stored.find();
    if (complete.isEmpty() || complete.get().size() <= position) {
      return;
    }
    long size = complete.get().size();
    try (InputStream input = complete.get().read(position, size - position)) {
      byte[] rest = input.readNBytes(MOST);
      while (rest.length > 0) {
        // What is not a whole character here is completed by the next bytes.
        byte[] more = input.readNBytes(MOST);
        boolean last = more.length == 0;
        int whole = last && over ? rest.length : wholeCharacters(ByteBuffer.wrap(rest));
        sendPart(new LiveLog.Part(position, ByteBuffer.wrap(rest, 0, whole), last && over));
        if (last) {
          return;
        }
        rest =
            ByteBuffer.allocate(rest.length - whole + more.length)
                .put(rest, whole, rest.length - whole)
                .put(more)
                .array();
      }
    }
  }

  /** Sends whole characters; false when there is only the beginning of one. */
  private boolean sendPart(LiveLog.Part part) throws IOException {
    ByteBuffer bytes = part.bytes();
    int whole = part.end() ? bytes.remaining() : wholeCharacters(bytes);
    if (whole == 0) {
      return false;
    }
    ByteBuffer sent = bytes.slice(bytes.position(), whole);
    String text = StandardCharsets.UTF_8.decode(raw ? sent : PlainText.of(sent)).toString();
    if (part.position() > position) {
      String gap = "[periplus] " + (part.position() - position) + " bytes are left out here\n";
      text = gap + text;
    }
    position = part.position() + whole;
    stream.send(
        stream
            .event()
            .name("log")
            .id(Long.toString(position))
            .mediaType(MediaType.TEXT_PLAIN_TYPE)
            .data(text));
    return true;
  }

  /** How many bytes are left when a character that is not complete at the end is left out. */
  static int wholeCharacters(ByteBuffer bytes) {
    int end = bytes.limit();
    for (int back = 1; back <= Math.min(3, bytes.remaining()); back++) {
      int b = bytes.get(end - back) & 0xff;
      if (b < 0x80) {
        break;
      }
      if (b >= 0xc0) {
        int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return length > back ? bytes.remaining() - back : bytes.remaining();
      }
    }
    return bytes.remaining();
  }

  /** Lets go of the client. */
  void close() {
    stream.close();
  }

  private void leave() {
    LiveLog followed = log;
    try {
      if (followed != null) {
        followed.leave(changed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      whenClosed.run();
    }
  }
}
