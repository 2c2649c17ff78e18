package org.periplus.callback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A web server that is called back, and that refuses as often as it is told to. */
public final class Subscriber implements AutoCloseable {

  /** What it was sent. */
  public record Delivery(
      String path,
      String mediaType,
      String signature,
      String delivery,
      String traceParent,
      String body,
      int answer) {}

  private final HttpServer server;
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private int refusals;
  private int refusal = 503;
  private volatile CountDownLatch held = new CountDownLatch(0);

  public Subscriber() {
    this(0);
  }

  /**
   * @param port 0 for a free one
   */
  public Subscriber(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public synchronized void refuse(int times) {
    refuse(times, 503);
  }

  public synchronized void refuse(int times, int status) {
    refusals = times;
    refusal = status;
  }

  /** Answers nobody until the latch is counted down. */
  public CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    await(held);
    int answer = answer();
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
    deliveries.add(
        new Delivery(
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestHeaders().getFirst("Periplus-Signature"),
            exchange.getRequestHeaders().getFirst("Periplus-Delivery"),
            exchange.getRequestHeaders().getFirst("traceparent"),
            body,
            answer));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int answer() {
    return refusals-- > 0 ? refusal : 202;
  }

  /** The next thing that it is sent, refused or not. */
  public Delivery next() throws InterruptedException {
    Delivery delivery = deliveries.poll(60, TimeUnit.SECONDS);
    if (delivery == null) {
      throw new AssertionError("Nothing was delivered within 60 s");
    }
    return delivery;
  }

  public boolean hasMore() {
    return !deliveries.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
