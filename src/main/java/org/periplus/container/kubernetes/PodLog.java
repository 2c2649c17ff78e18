package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.periplus.container.OutputSink;

/**
 * What a container writes, as its node keeps it: followed while it runs, gone on with where a
 * connection breaks. A log that cannot be had is no failure; it says itself what it lacks. No
 * thread waits for it. Shared by threads.
 */
final class PodLog {

  /** Of a node that gives no logs there may be thousands of pods, each of which is asked for. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** More is not read of what nobody wants only so that its connection can be used again. */
  private static final int MOST_PASSED_OVER = 64 << 10;

  private static final int NOT_FOUND = 404;
  private static final String GONE = "the pod is gone";

  /** Hands a part of the log to where it belongs. */
  @FunctionalInterface
  interface Part {
    void to(OutputSink sink, byte[] bytes) throws IOException;
  }

  private final HttpClient http;
  private final String address;
  private final OutputSink sink;
  private final Part part;
  private final LogLines lines = new LogLines();
  private boolean following = true;
  private Duration pause = PAUSE;
  private Optional<Connection> current = Optional.empty();
  private Optional<String> lack = Optional.of("it was not asked for");
  private Optional<IOException> notTaken = Optional.empty();

  private PodLog(HttpClient http, String address, OutputSink sink, Part part) {
    this.http = http;
    this.address = address;
    this.sink = sink;
    this.part = part;
  }

  /**
   * The log of a pod's container.
   *
   * @param part which of its output it is: both streams are one there
   */
  static PodLog of(
      KubernetesClient client, String namespace, String pod, OutputSink sink, Part part) {
    return new PodLog(
        triesOnce(client.getHttpClient()),
        "%sapi/v1/namespaces/%s/pods/%s/log?container=%s&timestamps=true"
            .formatted(client.getMasterUrl(), namespace, pod, PodManifest.CONTAINER),
        sink,
        part);
  }

  /** Who follows tries again in its own time; the client would do so for each of these tries. */
  private static HttpClient triesOnce(HttpClient http) {
    return http.newBuilder()
        .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
        .build();
  }

  /** Follows it, from where it was left. */
  synchronized void follow() {
    if (following && current.isEmpty()) {
      ask(true);
    }
  }

  private void ask(boolean follow) {
    lines.again();
    Connection connection = new Connection();
    current = Optional.of(connection);
    String since =
        lines.last().isEmpty()
            ? ""
            : "&sinceTime=" + URLEncoder.encode(lines.last(), StandardCharsets.UTF_8);
    HttpRequest request =
        http.newHttpRequestBuilder().uri(address + since + (follow ? "&follow=true" : "")).build();
    try {
      var unused = http.consumeBytes(request, connection::take).whenComplete(connection::opened);
    } catch (RejectedExecutionException e) { // A pause was over after the engine was closed.
      following = false;
      connection.ended("the engine is closed");
    }
  }

  /** One request for the log; what comes by one that is no longer wanted is passed over. */
  private final class Connection {
    private AsyncBody body;
    private int passedOver;

    private boolean isCurrent() {
      return current.filter(this::equals).isPresent();
    }

    void opened(HttpResponse<AsyncBody> response, Throwable failure) {
      if (failure != null) {
        ended(failure.toString());
      } else if (!response.isSuccessful()) {
        ended(response.code() == NOT_FOUND ? GONE : "the API server answers " + response.code());
        // Read to its end: else the next request would cost another connection, with its handshake.
        response.body().consume();
      } else {
        begin(response.body());
      }
    }

    private void begin(AsyncBody opened) {
      synchronized (PodLog.this) {
        if (!isCurrent()) {
          opened.cancel();
          return;
        }
        body = opened;
        pause = PAUSE;
      }
      var unused =
          opened
              .done()
              .whenComplete((nothing, broken) -> ended(broken == null ? "" : broken.toString()));
      opened.consume();
    }

    void take(List<ByteBuffer> buffers, AsyncBody from) {
      boolean enough;
      synchronized (PodLog.this) {
        for (ByteBuffer buffer : buffers) {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          if (isCurrent()) {
            hand(lines.take(bytes));
          } else {
            passedOver += bytes.length;
          }
        }
        enough = passedOver > MOST_PASSED_OVER;
      }
      if (enough) {
        from.cancel();
      } else {
        from.consume();
      }
    }

    /** What was asked for may go on after it. */
    private void ended(String problem) {
      synchronized (PodLog.this) {
        if (!isCurrent()) {
          return;
        }
        if (problem.isEmpty()) {
          hand(lines.takeRest());
        }
        lack = Optional.of(problem).filter(text -> !text.isEmpty());
        current = Optional.empty();
        PodLog.this.notifyAll();
        if (following) {
          followLater();
        }
      }
    }

    void cancel() {
      if (body != null) {
        body.cancel();
      }
    }
  }

  private void followLater() {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::follow);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private void hand(byte[] bytes) {
    if (bytes.length == 0 || notTaken.isPresent()) {
      return;
    }
    try {
      part.to(sink, bytes);
    } catch (IOException e) {
      notTaken = Optional.of(e);
    }
  }

  /**
   * Takes what is left, when the container has ended.
   *
   * @param patience how long it may take
   * @throws IOException when the sink did not take it
   */
  synchronized void finish(Duration patience) throws IOException, InterruptedException {
    following = false;
    boolean followed = isClosedWithin(patience) && lack.isEmpty();
    cut();
    // A node that follows may miss what was written last.
    ask(false);
    if (!isClosedWithin(patience)) {
      lack = Optional.of("it did not come in time");
    }
    cut();
    if (lack.isPresent() && !(followed && lack.get().equals(GONE))) {
      sink.notes("what was written last may be missing here: " + lack.get());
    }
    if (notTaken.isPresent()) {
      throw notTaken.get();
    }
  }

  private boolean isClosedWithin(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long rest = patience.toNanos();
        rest > 0 && current.isPresent();
        rest = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
    return current.isEmpty();
  }

  /** Follows it no more. */
  synchronized void close() {
    following = false;
    cut();
  }

  private void cut() {
    Optional<Connection> open = current;
    current = Optional.empty();
    open.ifPresent(Connection::cancel);
  }
}
