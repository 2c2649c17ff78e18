package org.periplus.security.proxy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.periplus.security.EgressRule;

/**
 * An HTTP proxy that connects to no address that a rule refuses. It listens on Unix sockets, the
 * doors, each with a rule of its own; who can open a door's socket may come in. It reads the head
 * of a connection's first request and then passes bytes on, so what it judges is where they go.
 * Safe for use by several threads.
 */
public final class EgressProxy implements AutoCloseable {

  /** A door's socket in its folder. */
  public static final String SOCKET = "proxy";

  /** The longest path that the kernel takes for a socket, in bytes. */
  public static final int LONGEST_PATH = 107;

  private static final long KEPT_SECONDS = 30;

  private final ProxyLimits limits;
  private final Optional<UpstreamProxy> upstream;
  private final ExecutorService threads;
  private final Map<Path, ProxyDoor> doors = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  /**
   * @param upstream the proxy of the site, if the web is reached by one
   */
  public EgressProxy(ProxyLimits limits, Optional<UpstreamProxy> upstream) {
    this.limits = limits;
    this.upstream = upstream;
    this.threads =
        new ThreadPoolExecutor(
            0,
            limits.connections(),
            KEPT_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> thread(task, "periplus-proxy-" + number.incrementAndGet()));
  }

  /**
   * Opens a door in a folder, in the place of one that is there: that of a server which is gone, or
   * one of this server, whose connections go on.
   *
   * @param folder is made if need be; who can enter it may come in, so the folder around it keeps
   *     others out
   * @param refusals takes a sentence for each different request that is refused or fails
   * @throws IOException when the socket cannot be made, also because its path is too long
   */
  public ProxyDoor open(Path folder, EgressRule rule, Consumer<String> refusals)
      throws IOException {
    Path path = folder.resolve(SOCKET);
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Files.deleteIfExists(path);
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    ProxyDoor door =
        new ProxyDoor(
            socket,
            rule,
            upstream,
            limits,
            threads,
            refusals,
            closed -> doors.remove(path, closed));
    ProxyDoor before = doors.put(path, door);
    if (before != null) {
      before.letNoneIn();
    }
    thread(door::letIn, "periplus-proxy-door").start();
    return door;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(EgressProxy.class.getClassLoader());
    return thread;
  }

  /** Closes its doors too. */
  @Override
  public void close() {
    doors.values().forEach(ProxyDoor::close);
    threads.shutdownNow();
  }
}
