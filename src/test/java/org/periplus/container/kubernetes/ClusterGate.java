package org.periplus.container.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to the API server of which all connections can be cut, and which can be closed, as it knows
 * nothing of what passes through it.
 */
final class ClusterGate implements AutoCloseable {

  private final URI server;
  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean shut;

  ClusterGate(URI server) throws IOException {
    this.server = server;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where it is. */
  String address() {
    return "https://127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        if (shut) {
          close(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The server does not answer, or this is over: whoever asks sees that.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket behind = new Socket(server.getHost(), server.getPort());
      open.add(behind);
      threads.execute(() -> pass(client, behind));
      threads.execute(() -> pass(behind, client));
    } catch (IOException e) {
      close(client);
      throw e;
    }
  }

  private void pass(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // It was cut.
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket each) {
    open.remove(each);
    try {
      each.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts what passes now; whoever comes next gets through. */
  void cut() {
    List.copyOf(open).forEach(this::close);
  }

  /** Cuts all, and lets nobody through until it is opened. */
  void shut() {
    shut = true;
    cut();
  }

  void open() {
    shut = false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    cut();
    threads.shutdownNow();
  }
}
