package org.periplus.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A Periplus server and its identity provider in one, which says what a test wants. */
final class PretendProvider implements AutoCloseable {

  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String> tokens = new ArrayDeque<>();
  private volatile String issuer;
  private volatile String device =
      "{\"device_code\": \"d\", \"user_code\": \"ABCD\\u001b[2J\", \"interval\": 1,"
          + " \"verification_uri\": \"https://sso.example.org/device\"}";

  PretendProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = url();
    server.createContext(
        "/ogc-api/issuers",
        exchange ->
            answer(
                exchange,
                200,
                "{\"issuers\": [{\"name\": \"a\"}, {\"issuer\": \"%s\", \"deviceClient\": \"cli\","
                        .formatted(url())
                    + " \"configuration\": \""
                    + url()
                    + "/about\"}]}"));
    server.createContext("/about", exchange -> answer(exchange, 200, description()));
    server.createContext("/device", exchange -> answer(exchange, 200, device));
    server.createContext("/revoke", exchange -> answer(exchange, 200, ""));
    server.createContext(
        "/token",
        exchange -> {
          String next = tokens.remove();
          answer(exchange, next.contains("\"error\"") ? 400 : 200, next);
        });
    server.createContext(
        "/ogc-api/me",
        exchange ->
            answer(
                exchange,
                200,
                "{\"name\": \"ada\", \"role\": \"executor\", \"tenants\": [\"acme\"]}"));
    server.start();
  }

  private String description() {
    return """
    {"issuer": "%s", "device_authorization_endpoint": "%s/device",
     "token_endpoint": "%s/token", "revocation_endpoint": "%s/revoke"}\
    """
        .formatted(issuer, url(), url(), url());
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String bearer = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(exchange.getRequestURI() + " " + form + (bearer == null ? "" : " " + bearer));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers to those who ask for tokens, one after another. */
  void answerTokens(String... answers) {
    tokens.addAll(List.of(answers));
  }

  /** What its description calls it. */
  void callItself(String other) {
    issuer = other;
  }

  void answerDevice(String body) {
    device = body;
  }

  /** What it was asked: path, form and bearer. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
