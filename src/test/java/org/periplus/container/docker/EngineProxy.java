package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine of this machine over TCP, whose connections can be cut. */
final class EngineProxy implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocketChannel server;
  private volatile String unwanted;

  EngineProxy() throws IOException {
    server = ServerSocketChannel.open();
    // So that a client which resets a connection loses what it has written just before.
    server.setOption(StandardSocketOptions.SO_RCVBUF, 16 << 10);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    threads.execute(this::accept);
  }

  /** The settings of an engine that is reached through this. */
  DockerSettings settings() throws IOException {
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    return DockerSettings.DEFAULT.withHost(Optional.of("tcp://127.0.0.1:" + port));
  }

  /** How many connections there have been. */
  int accepted() {
    return accepted.get();
  }

  /** The first bytes of those connections that hold this. */
  List<String> requests(String part) {
    return requests.stream().filter(first -> first.contains(part)).toList();
  }

  /** Ends all connections in both directions, as the end of an engine does. */
  void cut() {
    cut("");
  }

  /** Ends the connections whose first bytes hold this. */
  void cut(String part) {
    connections.stream().filter(c -> c.first.contains(part)).forEach(Connection::end);
  }

  /** Ends the next connection whose first bytes hold this, as soon as they have come. */
  void cutWhen(String part) {
    unwanted = part;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        accepted.incrementAndGet();
        Connection connection = new Connection(client, SocketChannel.open(engine()));
        connections.add(connection);
        threads.execute(connection::toEngine);
        threads.execute(connection::toClient);
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static SocketAddress engine() {
    URI host = DefaultDockerClientConfig.createDefaultConfigBuilder().build().getDockerHost();
    return "unix".equals(host.getScheme())
        ? UnixDomainSocketAddress.of(host.getPath())
        : new InetSocketAddress(host.getHost(), host.getPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    threads.shutdownNow();
  }

  private final class Connection {
    private final SocketChannel client;
    private final SocketChannel engine;
    private volatile String first = "";

    Connection(SocketChannel client, SocketChannel engine) {
      this.client = client;
      this.engine = engine;
    }

    void toEngine() {
      copy(client, engine);
    }

    void toClient() {
      copy(engine, client);
    }

    private void copy(SocketChannel from, SocketChannel to) {
      ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
      try {
        while (from.read(buffer) >= 0) {
          buffer.flip();
          if (from == client && first.isEmpty()) {
            first = US_ASCII.decode(buffer.duplicate()).toString();
            requests.add(first);
            if (unwanted != null && first.contains(unwanted)) {
              throw new EOFException("Unwanted");
            }
          }
          while (buffer.hasRemaining()) {
            to.write(buffer);
          }
          buffer.clear();
        }
        to.shutdownOutput();
      } catch (IOException e) {
        end(); // A reset of one side is one of the other.
      }
    }

    void end() {
      connections.remove(this);
      try (client;
          engine) {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // It had ended already.
      }
    }
  }
}
