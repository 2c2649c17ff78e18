package org.periplus.api.log;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.job.step.LiveLog;
import org.periplus.staging.store.StoredFile;

/**
 * A client that follows a log. It takes a thread only while there is something to send: what the
 * log tells is counted, and one thread at a time sends until nothing is left. Safe for use by
 * several threads.
 */
final class LogFollower {

  private static final int MOST = 32 * 1024;

  private final Sse sse;
  private final SseEventSink sink;
  private final boolean raw;
  private final Executor threads;
  private final Stored stored;
  private final Runnable whenClosed;
  private final Runnable changed = this::changed;
  private final AtomicInteger changes = new AtomicInteger();
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
  record Client(Sse sse, SseEventSink sink, long position, boolean raw) {}

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
    this.sse = client.sse();
    this.sink = client.sink();
    this.raw = client.raw();
    this.position = client.position();
    this.threads = threads;
    this.whenClosed = whenClosed;
  }

  /** The log is there. */
  void follow(LiveLog begun) {
    log = begun;
    begun.follow(changed);
  }

  /** No log will come any more, or it is complete and was sent. */
  void end() {
    over = true;
    changed();
  }

  /** Lets the client, and all that is between, know that the server is still there. */
  void beat() {
    beat = true;
    changed();
  }

  /** Sends what another server has written by now; no event comes from there. */
  void look() {
    if (log == null) {
      look = true;
      changed();
    }
  }

  private void changed() {
    if (changes.getAndIncrement() == 0) {
      threads.execute(this::send);
    }
  }

  private void send() {
    int seen;
    do {
      seen = changes.get();
      try {
        if (sink.isClosed() || !sendAll()) {
          close();
        }
      } catch (IOException | RuntimeException e) {
        close(); // The client has gone.
      }
    } while (!changes.compareAndSet(seen, 0) && !sink.isClosed());
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
        await(sse.newEventBuilder().name("end").id(Long.toString(position)).data("end"));
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
      await(sse.newEventBuilder().name("end").id(Long.toString(position)).data("end"));
      return false;
    }
    if (beat) {
      beat = false;
      await(sse.newEventBuilder().comment("still here"));
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
    await(
        sse.newEventBuilder()
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

  /** One after the other: a slow client slows its own events alone. */
  private void await(OutboundSseEvent.Builder event) throws IOException {
    try {
      sink.send(event.build()).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Lets go of the client. */
  void close() {
    LiveLog followed = log;
    try (sink) {
      if (followed != null) {
        followed.leave(changed);
      }
    } catch (IllegalStateException e) {
      // Jersey's answer when the server is being stopped: the connection ends by that.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      whenClosed.run();
    }
  }
}
