package org.periplus.security.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.periplus.security.EgressException;

/** One connection of a client: its request, the way to the other server, the bytes. */
final class ProxyConnection {

  /** A longer head of a request is refused. */
  static final int MAX_HEAD = 64 << 10;

  private static final System.Logger LOG = System.getLogger(ProxyConnection.class.getName());
  private static final int MOST_DRAINED = 1 << 20;
  private static final Duration TO_DRAIN = Duration.ofSeconds(2);
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] ESTABLISHED =
      "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1);

  private final SocketChannel client;
  private final ProxyDoor door;

  ProxyConnection(SocketChannel client, ProxyDoor door) {
    this.client = client;
    this.door = door;
  }

  /** Serves the client to the end of its connection. */
  void serve() {
    try (client;
        Selector selector = client.provider().openSelector()) {
      client.configureBlocking(false);
      try {
        Received received = received(selector);
        ProxyRequest request = ProxyRequest.of(received.head);
        serve(selector, request, received.rest);
      } catch (RefusedRequestException e) {
        door.told(e.getMessage());
        answer(e.status(), e.getMessage());
        drain(selector);
      }
    } catch (IOException | CancelledKeyException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection of a tool ended: {0}", e.toString());
    }
  }

  private void serve(Selector selector, ProxyRequest request, byte[] rest)
      throws IOException, RefusedRequestException {
    Optional<UpstreamProxy> upstream = door.upstream().filter(to -> to.isFor(request.host()));
    List<InetSocketAddress> addresses = addresses(request, upstream);
    SocketChannel server = connected(selector, request, addresses);
    try (Tunnel tunnel =
        new Tunnel(selector, client, server, door.limits().idleTimeout(), door::moved)) {
      if (upstream.isPresent()) {
        tunnel.begin(joined(request.forProxy(upstream.get()), rest));
      } else if (request.tunnel()) {
        client.write(ByteBuffer.wrap(ESTABLISHED)); // The first bytes: there is room for them.
        tunnel.begin(rest);
      } else {
        tunnel.begin(joined(request.forServer(), rest));
      }
      tunnel.run();
    }
  }

  /** What was checked is what is connected to. */
  private List<InetSocketAddress> addresses(ProxyRequest request, Optional<UpstreamProxy> upstream)
      throws RefusedRequestException {
    try {
      List<InetAddress> allowed = door.rule().addresses(request.host());
      return upstream.isPresent()
          ? List.of(upstream.get().address())
          : allowed.stream().map(to -> new InetSocketAddress(to, request.port())).toList();
    } catch (UnknownHostException e) {
      if (upstream.isPresent()) {
        return List.of(upstream.get().address()); // Which may know the host; its name is allowed.
      }
      throw new RefusedRequestException(
          HttpStatus.SC_BAD_GATEWAY,
          "'" + request.authority() + "' cannot be reached: there is no such host.",
          e);
    } catch (EgressException e) {
      throw new RefusedRequestException(
          HttpStatus.SC_FORBIDDEN,
          "'" + request.authority() + "' is refused: " + e.getMessage(),
          e);
    }
  }

  private SocketChannel connected(
      Selector selector, ProxyRequest request, List<InetSocketAddress> addresses)
      throws RefusedRequestException {
    List<String> failures = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      try {
        return connected(selector, address);
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    throw new RefusedRequestException(
        HttpStatus.SC_BAD_GATEWAY,
        "'" + request.authority() + "' cannot be reached: " + String.join(", ", failures) + ".");
  }

  private SocketChannel connected(Selector selector, InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException("there is no host " + address.getHostString());
    }
    SocketChannel server = SocketChannel.open();
    try {
      server.configureBlocking(false);
      if (!server.connect(address)) {
        await(selector, server, SelectionKey.OP_CONNECT, door.limits().connectTimeout());
        server.finishConnect();
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static void await(
      Selector selector, SocketChannel channel, int operation, Duration patience)
      throws IOException {
    SelectionKey key = channel.register(selector, operation);
    boolean ready = selector.select(Math.max(1, patience.toMillis())) > 0;
    selector.selectedKeys().clear();
    key.interestOps(0);
    if (!ready) {
      throw new SocketTimeoutException("no answer within " + patience);
    }
  }

  /** A request's head, and what came with it. */
  private static final class Received {
    private final byte[] head;
    private final byte[] rest;

    Received(byte[] bytes, int endOfHead) {
      head = Arrays.copyOf(bytes, endOfHead);
      rest = Arrays.copyOfRange(bytes, endOfHead, bytes.length);
    }
  }

  private Received received(Selector selector) throws IOException, RefusedRequestException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    while (all.size() < MAX_HEAD) {
      await(selector, client, SelectionKey.OP_READ, door.limits().idleTimeout());
      if (client.read(buffer) < 0) {
        throw new EOFException("no request came");
      }
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      byte[] bytes = all.toByteArray();
      int end = endOfHead(bytes);
      if (end >= 0) {
        return new Received(bytes, end);
      }
    }
    throw new RefusedRequestException(
        HttpStatus.SC_REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The head of the request is longer than " + MAX_HEAD + " bytes.");
  }

  /** To close a connection with bytes that were not read is to reset it, answer and all. */
  private void drain(Selector selector) throws IOException {
    client.shutdownOutput();
    ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    for (int left = MOST_DRAINED; left > 0; left -= buffer.position()) {
      await(selector, client, SelectionKey.OP_READ, TO_DRAIN);
      if (client.read(buffer.clear()) < 0) {
        return;
      }
    }
  }

  private static int endOfHead(byte[] bytes) {
    for (int end = END_OF_HEAD.length; end <= bytes.length; end++) {
      if (Arrays.equals(bytes, end - END_OF_HEAD.length, end, END_OF_HEAD, 0, END_OF_HEAD.length)) {
        return end;
      }
    }
    return -1;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  void answer(int status, String sentence) throws IOException {
    byte[] body = (sentence + "\n").getBytes(UTF_8);
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 "
                + status
                + " "
                + EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null),
            "Content-Type: text/plain; charset=utf-8",
            "Content-Length: " + body.length,
            "Via: 1.1 periplus",
            "Connection: close",
            "",
            "");
    client.write(ByteBuffer.wrap(joined(head.getBytes(ISO_8859_1), body)));
  }
}
