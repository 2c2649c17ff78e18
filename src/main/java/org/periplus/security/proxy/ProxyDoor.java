package org.periplus.security.proxy;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpStatus;
import org.periplus.security.EgressRule;

/**
 * One way to the proxy, with the rule for those who come by it. Closing it ends their connections.
 * Safe for use by several threads.
 */
public final class ProxyDoor implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ProxyDoor.class.getName());

  /** More are not told: a tool could fill its log with them. */
  private static final int TOLD = 100;

  private final ServerSocketChannel socket;
  private final EgressRule rule;
  private final Optional<UpstreamProxy> upstream;
  private final ProxyLimits limits;
  private final Executor threads;
  private final Consumer<String> refusals;
  private final Consumer<ProxyDoor> onClose;
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytes = new AtomicLong();

  ProxyDoor(
      ServerSocketChannel socket,
      EgressRule rule,
      Optional<UpstreamProxy> upstream,
      ProxyLimits limits,
      Executor threads,
      Consumer<String> refusals,
      Consumer<ProxyDoor> onClose) {
    this.socket = socket;
    this.rule = rule;
    this.upstream = upstream;
    this.limits = limits;
    this.threads = threads;
    this.refusals = refusals;
    this.onClose = onClose;
  }

  /** Lets clients in until it is closed. */
  void letIn() {
    try {
      while (true) {
        SocketChannel client = socket.accept();
        clients.add(client);
        serve(client);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A door of the proxy is closed: {0}", e.toString());
    }
  }

  private void serve(SocketChannel client) throws IOException {
    ProxyConnection connection = new ProxyConnection(client, this);
    try {
      threads.execute(
          () -> {
            try {
              connection.serve();
            } finally {
              clients.remove(client);
            }
          });
    } catch (RejectedExecutionException e) {
      try (client) {
        connection.answer(
            HttpStatus.SC_SERVICE_UNAVAILABLE,
            "The proxy has its " + limits.connections() + " connections: try again later.");
      } finally {
        clients.remove(client);
      }
    }
  }

  /** Who came in before stays until they go. */
  void letNoneIn() {
    closeQuietly(socket);
  }

  EgressRule rule() {
    return rule;
  }

  Optional<UpstreamProxy> upstream() {
    return upstream;
  }

  ProxyLimits limits() {
    return limits;
  }

  /** A request was refused, or its server not reached; each sentence is passed on once. */
  void told(String sentence) {
    if (told.size() < TOLD && told.add(sentence)) {
      refusals.accept(sentence);
    }
  }

  /** So many bytes went through; when there were too many, all connections end. */
  void moved(long count) {
    if (limits.bytes() > 0 && bytes.addAndGet(count) > limits.bytes()) {
      told("More than " + limits.bytes() + " bytes went through the proxy.");
      close();
    }
  }

  @Override
  public void close() {
    onClose.accept(this);
    closeQuietly(socket);
    clients.forEach(ProxyDoor::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was already closed", e);
    }
  }
}
