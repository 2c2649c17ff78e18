package org.periplus.api.event;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The events that one client gets. It takes a thread only while there is something to send: what
 * happens is counted, and one thread at a time sends until nothing is left. Safe for use by several
 * threads.
 */
public final class EventStream {

  private final Client client;
  private final Executor threads;
  private final Source source;
  private final Runnable whenClosed;
  private final AtomicInteger changes = new AtomicInteger();

  /**
   * Who gets them.
   *
   * @param may whether they still may; asked now and then
   */
  public record Client(Sse sse, SseEventSink sink, BooleanSupplier may) {}

  /** Knows what there is to send. */
  public interface Source {

    /**
     * Sends what there is.
     *
     * @return false when that was the end
     */
    boolean send() throws IOException;
  }

  /**
   * @param whenClosed called once the client has all, or is gone
   */
  public EventStream(Client client, Executor threads, Source source, Runnable whenClosed) {
    this.client = client;
    this.threads = threads;
    this.source = source;
    this.whenClosed = whenClosed;
  }

  /** There may be something to send. */
  public void changed() {
    if (changes.getAndIncrement() == 0) {
      try {
        threads.execute(this::send);
      } catch (RejectedExecutionException e) {
        changes.set(0); // The server stops, and closes all.
      }
    }
  }

  private void send() {
    int seen;
    do {
      seen = changes.get();
      try {
        if (client.sink().isClosed() || !source.send()) {
          close();
        }
      } catch (IOException | RuntimeException e) {
        close(); // The client has gone.
      }
    } while (!changes.compareAndSet(seen, 0) && !client.sink().isClosed());
  }

  /** An event to be filled in. */
  public OutboundSseEvent.Builder event() {
    return client.sse().newEventBuilder();
  }

  /** Sends one event after the other: a slow client slows its own events alone. */
  public void send(OutboundSseEvent.Builder event) throws IOException {
    try {
      client.sink().send(event.build()).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Lets the client, and all that is between, know that the server is still there.
   *
   * @return false when the client is no longer who it was when it began, and has to ask again
   */
  public boolean sendBeat() throws IOException {
    boolean may = client.may().getAsBoolean();
    send(
        may
            ? event().comment("still here")
            : event().name("expired").data("Your login has ended or changed: ask again."));
    return may;
  }

  /** Lets go of the client. */
  public void close() {
    try {
      client.sink().close();
    } catch (IllegalStateException e) {
      // Jersey's answer when the server is being stopped: the connection ends by that.
    } finally {
      whenClosed.run();
    }
  }
}
