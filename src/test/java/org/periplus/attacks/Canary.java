package org.periplus.attacks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What no attack may reach: an HTTP service at all addresses of this machine, and a file that the
 * server's user can read and write. Threads share it.
 */
final class Canary implements AutoCloseable {

  /** What the file holds, and the service answers. */
  static final String SECRET = "the-canary-sings-7d41";

  private final HttpServer service;
  private final Path file;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  Canary(Path folder) throws IOException {
    file = Files.writeString(folder.resolve("canary"), SECRET);
    service = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
    service.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] body = SECRET.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
  }

  int port() {
    return service.getAddress().getPort();
  }

  Path file() {
    return file;
  }

  /** What the service was asked. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Whether the service was never asked, and the file is as it was. */
  boolean isUntouched() throws IOException {
    return asked.isEmpty() && Files.readString(file).equals(SECRET);
  }

  @Override
  public void close() {
    service.stop(0);
  }
}
