package org.periplus.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** In place of an object store: answers everything as an overloaded one does. */
final class BusyStore implements AutoCloseable {

  private static final byte[] SLOW_DOWN =
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  BusyStore(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", BusyStore::refuse);
    server.start();
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      exchange.sendResponseHeaders(503, SLOW_DOWN.length);
      exchange.getResponseBody().write(SLOW_DOWN);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
