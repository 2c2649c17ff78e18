package org.periplus.staging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server of the tests, which can misbehave. */
public final class FileServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The header {@code Range} of each request, or "" for a request without one. */
  public final List<String> ranges = new CopyOnWriteArrayList<>();

  /** The headers {@code traceparent} and {@code tracestate} of each request. */
  final List<String> traces = new CopyOnWriteArrayList<>();

  public FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  public String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  /** Serves a text; single quotes in JSON stand for double ones. */
  void serve(String path, String content) {
    String text = content.startsWith("{'") ? content.replace('\'', '"') : content;
    serve(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void serve(String path, byte[] content) {
    handle(path, exchange -> answer(exchange, 200, content));
  }

  public void handle(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "" : range);
          traces.add(
              exchange.getRequestHeaders().getFirst("traceparent")
                  + " "
                  + exchange.getRequestHeaders().getFirst("tracestate"));
          handler.handle(exchange);
          exchange.close();
        });
  }

  public void remove(String path) {
    server.removeContext(path);
  }

  public static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }

  void redirect(String path, String target) {
    handle(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", target);
          answer(exchange, 302, new byte[0]);
        });
  }

  /**
   * Serves a file over connections that break half-way.
   *
   * @param breaks how many answers break
   * @param validator the file's entity tag; without one a client has to begin anew
   */
  void serveBroken(String path, byte[] content, int breaks, String validator) {
    serveInParts(path, content, breaks, validator, 2);
  }

  /** The same with as many equal parts as it takes. */
  void serveKilled(String path, byte[] content, int kills, String validator) {
    serveInParts(path, content, kills, validator, 0);
  }

  private void serveInParts(
      String path, byte[] content, int breaks, String validator, int divisor) {
    int part = content.length / (breaks + 1);
    AtomicInteger left = new AtomicInteger(breaks);
    handle(
        path,
        exchange -> {
          if (validator != null) {
            exchange.getResponseHeaders().set("ETag", validator);
          }
          int from = 0;
          String range = exchange.getRequestHeaders().getFirst("Range");
          boolean same =
              validator != null
                  && validator.equals(exchange.getRequestHeaders().getFirst("If-Range"));
          if (range != null && same) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange
                .getResponseHeaders()
                .set(
                    "Content-Range",
                    "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
          }
          byte[] rest = Arrays.copyOfRange(content, from, content.length);
          exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
          OutputStream body = exchange.getResponseBody();
          boolean breaking = left.getAndDecrement() > 0;
          body.write(
              rest, 0, breaking ? (divisor == 0 ? part : rest.length / divisor) : rest.length);
          body.flush();
        });
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
