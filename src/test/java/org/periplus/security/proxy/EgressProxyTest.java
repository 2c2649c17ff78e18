package org.periplus.security.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;

/** The proxy, asked by its Unix socket as a relay asks it, with servers on this machine. */
@Timeout(60)
class EgressProxyTest {

  private static final String LOOPBACK = "127.0.0.1";

  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Path folder;
  private HttpServer server;
  private int port;

  @BeforeEach
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary.resolve("door");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::echo);
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void echo(HttpExchange exchange) throws IOException {
    StringBuilder said = new StringBuilder();
    said.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> said.append('\n').append(name).append(": ").append(values.get(0)));
    said.append("\n\n").append(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
    asked.add(said.toString());
    byte[] answer = said.toString().getBytes(ISO_8859_1);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static ProxyLimits limits(int connections, Duration idle, long bytes) {
    return new ProxyLimits(connections, Duration.ofSeconds(5), idle, bytes);
  }

  private static final ProxyLimits ROOMY = limits(8, Duration.ofSeconds(30), 0);

  private static EgressRule allowing(String... entries) {
    return EgressRule.of(EgressConfiguration.defaults().allowing(entries)).forTools();
  }

  /** A proxy with one door. */
  private final class Open implements AutoCloseable {
    private final EgressProxy proxy;
    private final ProxyDoor door;

    Open(ProxyLimits limits, Optional<UpstreamProxy> upstream, String... allowed)
        throws IOException {
      proxy = new EgressProxy(limits, upstream);
      door = proxy.open(folder, allowing(allowed), refusals::add);
    }

    @Override
    public void close() {
      door.close();
      proxy.close();
    }
  }

  private Open open(String... allowed) throws IOException {
    return new Open(ROOMY, Optional.empty(), allowed);
  }

  private SocketChannel connected() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(EgressProxy.SOCKET)));
  }

  private static void send(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(ISO_8859_1)));
  }

  private static String rest(SocketChannel client) throws IOException {
    return new String(Channels.newInputStream(client).readAllBytes(), ISO_8859_1);
  }

  private String answer(String request) throws IOException {
    try (SocketChannel client = connected()) {
      send(client, request);
      return rest(client);
    }
  }

  @Test
  void handsARequestOnAndEndsItsConnectionWithTheAnswer() throws Exception {
    try (Open open = open(LOOPBACK)) {
      String answer =
          answer(
              """
              POST http://127.0.0.1:%d/a%%20b?c=d&e=f#g HTTP/1.1
              Host: elsewhere.example
              Proxy-Connection: keep-alive
              Proxy-Authorization: Basic c2VjcmV0
              Connection: X-Hop
              X-Hop: 1
              X-End: 2
              Content-Length: 4

              body\
              """
                  .formatted(port));

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\n\nbody");
      assertThat(asked.get(0))
          .startsWith("POST /a%20b?c=d&e=f\n")
          .contains("Host: 127.0.0.1:" + port, "X-end: 2", "Via: 1.1 periplus", "Connection: close")
          .doesNotContain("elsewhere", "X-hop", "Proxy");
    }
  }

  @Test
  void passesBytesOnInBothDirections() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Open open = open(LOOPBACK);
        SocketChannel client = connected()) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(other));
      send(client, "CONNECT 127.0.0.1:" + other.getLocalPort() + " HTTP/1.1\n\n");
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(client, 4_000_000));

      String all = rest(client);

      writing.join();
      echo.join();
      assertThat(all).startsWith("HTTP/1.1 200 Connection established\r\n\r\nxxx");
      assertThat(all.substring(all.indexOf("\r\n\r\n") + 4)).hasSize(4_000_000);
    }
  }

  private static void echo(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(SocketChannel client, int count) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap("x".repeat(count).getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
      client.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "127.1:PORT",
        "2130706433:PORT",
        "localhost:PORT",
        "LOCALHOST.:PORT",
        "0.0.0.0:PORT",
        "0:PORT",
        "[::1]:PORT",
        "[::]:PORT",
        "[::ffff:7f00:1]:PORT",
        "[64:ff9b::7f00:1]:PORT",
        "169.254.169.254:80",
        "10.0.0.1:443",
        "user:secret@127.0.0.1:PORT",
      })
  void refusesWhatTheRuleRefusesHoweverItIsWritten(String to) throws Exception {
    String target = to.replace("PORT", Integer.toString(port));
    try (Open open = open("*", "127.0.0.0/8", "::/96", "local*")) {
      String connect = answer("CONNECT " + target + " HTTP/1.1\nHost: example.org\n\n");
      String get = answer("GET http://" + target + "/ HTTP/1.1\nHost: example.org\n\n");

      assertThat(List.of(connect, get)).allMatch(a -> a.startsWith("HTTP/1.1 40"));
      assertThat(asked).isEmpty();
      assertThat(refusals).isNotEmpty();
      assertThat(connect + get + refusals).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET https://example.org/ HTTP/1.1",
        "GET ftp://example.org/ HTTP/1.1",
        "GET http:///x HTTP/1.1",
        "CONNECT example.org HTTP/1.1",
        "CONNECT example.org:0 HTTP/1.1",
        "CONNECT example.org:99999 HTTP/1.1",
        "CONNECT http://example.org/ HTTP/1.1",
        "\u0016\u0003\u0001",
        "nonsense",
      })
  void refusesWhatNoProxyIsAsked(String line) throws Exception {
    try (Open open = open("*")) {
      assertThat(answer(line + "\n\n")).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void refusesAHeadThatIsTooLong() throws Exception {
    try (Open open = open("*")) {
      assertThat(answer("GET http://example.org/ HTTP/1.1\nX: " + "x".repeat(70_000) + "\n\n"))
          .startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void saysOnceWhatWasRefused() throws Exception {
    try (Open open = open("*")) {
      for (int i = 0; i < 3; i++) {
        answer("CONNECT 10.0.0.1:443 HTTP/1.1\n\n");
      }

      assertThat(refusals)
          .containsExactly(
              "'10.0.0.1:443' is refused: its address is a private one, which periplus.egress.allow"
                  + " does not name.");
    }
  }

  @Test
  void saysWhoCannotBeReached() throws Exception {
    int free;
    try (ServerSocket unused = new ServerSocket(0)) {
      free = unused.getLocalPort();
    }
    try (Open open = open("*", LOOPBACK)) {
      assertThat(answer("CONNECT 127.0.0.1:" + free + " HTTP/1.1\n\n"))
          .startsWith("HTTP/1.1 502")
          .contains("Connection refused");
      assertThat(answer("CONNECT none.invalid:443 HTTP/1.1\n\n"))
          .startsWith("HTTP/1.1 502")
          .contains("there is no such host");
    }
  }

  @Test
  void endsAConnectionOnWhichNothingComes() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Open open = new Open(limits(8, Duration.ofMillis(200), 0), Optional.empty(), LOOPBACK)) {
      assertThat(answer("CONNECT 127.0.0.1:" + other.getLocalPort() + " HTTP/1.1\n\n"))
          .isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
      assertThat(answer("")).isEmpty();
    }
  }

  @Test
  void endsWhenTooManyBytesHaveGoneThrough() throws Exception {
    try (Open open =
        new Open(limits(8, Duration.ofSeconds(30), 1_000), Optional.empty(), LOOPBACK)) {
      String request =
          "GET http://127.0.0.1:" + port + "/ HTTP/1.1\nX: " + "x".repeat(600) + "\n\n";

      assertThatThrownBy(
              () -> {
                while (true) {
                  answer(request);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(refusals).containsExactly("More than 1000 bytes went through the proxy.");
    }
  }

  @Test
  void refusesMoreConnectionsThanItMayHave() throws Exception {
    try (Open open = new Open(limits(1, Duration.ofSeconds(30), 0), Optional.empty(), LOOPBACK);
        SocketChannel first = connected()) {
      send(first, "GET"); // and no more

      assertThat(answer("")).startsWith("HTTP/1.1 503").contains("its 1 connections");
    }
  }

  @Test
  void handsOnToTheProxyOfTheSiteWhatTheRuleAllows() throws Exception {
    UpstreamProxy site =
        UpstreamProxy.of(
            "http://me:word@127.0.0.1:" + port, Optional.of("localhost, .near.invalid"));
    try (Open open = new Open(ROOMY, Optional.of(site), "*")) {
      // Only the other proxy can know these names
      String answer = answer("GET http://far.invalid/x HTTP/1.1\nHost: y\n\n");
      answer("GET http://a.near.invalid/x HTTP/1.1\n\n");
      answer("GET http://127.0.0.1:%d/x HTTP/1.1\n\n".formatted(port));
      answer("GET http://10.0.0.1/x HTTP/1.1\n\n");

      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0))
          .startsWith("GET http://far.invalid/x\n")
          .contains("Host: far.invalid", "Proxy-authorization: Basic bWU6d29yZA==");
      assertThat(refusals).hasSize(3);
    }
  }

  @Test
  void tunnelsThroughTheProxyOfTheSite() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      UpstreamProxy site =
          UpstreamProxy.of("http://127.0.0.1:" + other.getLocalPort(), Optional.empty());
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(other));
      try (Open open = new Open(ROOMY, Optional.of(site), "*");
          SocketChannel client = connected()) {
        send(client, "CONNECT far.invalid:443 HTTP/1.1\n\n");
        client.shutdownOutput();

        assertThat(rest(client))
            .isEqualTo("CONNECT far.invalid:443 HTTP/1.1\r\nHost: far.invalid:443\r\n\r\n");
        echo.join();
      }
    }
  }

  @Test
  void refusesAUrlThatIsNoneOfAProxy() {
    assertThatThrownBy(() -> UpstreamProxy.of("socks5://proxy.example", Optional.empty()))
        .hasMessageContaining("periplus.containers.proxy");
  }

  @Test
  void opensADoorInThePlaceOfThatOfAServerThatIsGone() throws Exception {
    open(LOOPBACK).close();
    String request = "GET http://127.0.0.1:" + port + "/ HTTP/1.0\n\n";
    assertThatThrownBy(() -> answer(request)).isInstanceOf(IOException.class);

    try (Open again = open(LOOPBACK)) {
      assertThat(answer(request)).startsWith("HTTP/1.1 200");
    }
  }

  /** As when the engine was away and a run is taken up again by the same server. */
  @Test
  void opensADoorAnewWithoutAnEndOfItsConnections() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Open open = open(LOOPBACK);
        SocketChannel before = connected()) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(other));
      send(before, "CONNECT 127.0.0.1:" + other.getLocalPort() + " HTTP/1.1\n\n");
      before.read(ByteBuffer.allocate(1_000));

      ProxyDoor again = open.proxy.open(folder, allowing(LOOPBACK), refusals::add);

      assertThat(answer("GET http://127.0.0.1:" + port + "/ HTTP/1.1\n\n"))
          .startsWith("HTTP/1.1 200");
      send(before, "still there");
      before.shutdownOutput();
      assertThat(rest(before)).isEqualTo("still there");
      echo.join();
      again.close();
    }
  }

  @Test
  void letsInWhoeverEntersItsFolder() throws Exception {
    try (Open open = open(LOOPBACK)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx--x--x");
    }
  }
}
