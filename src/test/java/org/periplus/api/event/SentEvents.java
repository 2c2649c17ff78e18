package org.periplus.api.event;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.periplus.api.JsonBodies;

/** What a client of an event stream has got. Safe for use by several threads. */
final class SentEvents {

  private record Sent(String getName, String getId, String getComment, Object getData)
      implements OutboundSseEvent {

    @Override
    public Class<?> getType() {
      return String.class;
    }

    @Override
    public Type getGenericType() {
      return String.class;
    }

    @Override
    public MediaType getMediaType() {
      return MediaType.TEXT_PLAIN_TYPE;
    }

    @Override
    public long getReconnectDelay() {
      return RECONNECT_NOT_SET;
    }

    @Override
    public boolean isReconnectDelaySet() {
      return false;
    }
  }

  @SuppressWarnings("rawtypes") // as the interface has it
  private static final class Builder implements OutboundSseEvent.Builder {

    private String name;
    private String id;
    private String comment;
    private Object data;

    @Override
    public OutboundSseEvent.Builder id(String newId) {
      id = newId;
      return this;
    }

    @Override
    public OutboundSseEvent.Builder name(String newName) {
      name = newName;
      return this;
    }

    @Override
    public OutboundSseEvent.Builder reconnectDelay(long milliseconds) {
      return this;
    }

    @Override
    public OutboundSseEvent.Builder mediaType(MediaType mediaType) {
      return this;
    }

    @Override
    public OutboundSseEvent.Builder comment(String newComment) {
      comment = newComment;
      return this;
    }

    @Override
    public OutboundSseEvent.Builder data(Class type, Object newData) {
      data = newData;
      return this;
    }

    @Override
    public OutboundSseEvent.Builder data(GenericType type, Object newData) {
      data = newData;
      return this;
    }

    @Override
    public OutboundSseEvent.Builder data(Object newData) {
      data = newData;
      return this;
    }

    @Override
    public OutboundSseEvent build() {
      return new Sent(name, id, comment, data);
    }
  }

  private final List<Sent> sent = new ArrayList<>();
  private boolean closed;

  Sse sse() {
    return new Sse() {
      @Override
      public OutboundSseEvent.Builder newEventBuilder() {
        return new Builder();
      }

      @Override
      public SseBroadcaster newBroadcaster() {
        throw new UnsupportedOperationException();
      }
    };
  }

  SseEventSink sink() {
    return new SseEventSink() {
      @Override
      public boolean isClosed() {
        synchronized (SentEvents.this) {
          return closed;
        }
      }

      @Override
      public CompletionStage<?> send(OutboundSseEvent event) {
        synchronized (SentEvents.this) {
          sent.add((Sent) event);
          SentEvents.this.notifyAll();
        }
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void close() {
        synchronized (SentEvents.this) {
          closed = true;
        }
      }
    };
  }

  /** Waits for an event of that name with such data. */
  synchronized void await(String name, Predicate<JsonNode> wanted)
      throws InterruptedException, JsonProcessingException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!has(name, wanted)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        fail("No such event '" + name + "' among " + sent);
      }
      wait(left);
    }
  }

  private boolean has(String name, Predicate<JsonNode> wanted) throws JsonProcessingException {
    for (String data : data(name)) {
      if (wanted.test(JsonBodies.MAPPER.readTree(data))) {
        return true;
      }
    }
    return false;
  }

  synchronized List<String> data(String name) {
    return sent.stream()
        .filter(event -> name.equals(event.getName()))
        .map(event -> (String) event.getData())
        .toList();
  }

  /** The names of all events, in their order. */
  synchronized List<String> names() {
    return sent.stream().map(Sent::getName).filter(name -> name != null).toList();
  }

  synchronized List<String> comments() {
    return sent.stream().map(Sent::getComment).filter(text -> text != null).toList();
  }

  synchronized List<String> ids() {
    return sent.stream().map(Sent::getId).filter(id -> id != null).toList();
  }
}
