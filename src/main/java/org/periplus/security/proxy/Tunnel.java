package org.periplus.security.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Bytes between two connections, in both directions, until both have ended or nothing came for too
 * long. For one thread, which needs no other for the second direction.
 */
final class Tunnel implements Closeable {

  private static final int BUFFER = 64 << 10;

  private final Selector selector;
  private final Duration idle;
  private final List<Flow> flows;

  /**
   * @param selector one that both connections can be registered with; closed by its maker
   * @param moved is told how many bytes have come, and may end the tunnel by an exception
   */
  Tunnel(
      Selector selector,
      SocketChannel client,
      SocketChannel server,
      Duration idle,
      LongConsumer moved)
      throws IOException {
    this.selector = selector;
    this.idle = idle;
    client.configureBlocking(false);
    server.configureBlocking(false);
    this.flows = List.of(new Flow(client, server, moved), new Flow(server, client, moved));
  }

  /** What the client has sent already. */
  void begin(byte[] sent) throws IOException {
    flows.get(0).hold(sent);
  }

  /**
   * Works until both directions have ended.
   *
   * @throws SocketTimeoutException when nothing came for too long
   */
  void run() throws IOException {
    while (!flows.stream().allMatch(Flow::isOver)) {
      for (Flow flow : flows) {
        flow.key(selector).interestOps(interest(flow.from));
      }
      if (selector.select(Math.max(1, idle.toMillis())) == 0) {
        throw new SocketTimeoutException("nothing came for " + idle);
      }
      selector.selectedKeys().clear();
      for (Flow flow : flows) {
        flow.move();
      }
    }
  }

  private int interest(SocketChannel channel) {
    int operations = 0;
    for (Flow flow : flows) {
      if (flow.from == channel && flow.canTake()) {
        operations |= SelectionKey.OP_READ;
      }
      if (flow.to == channel && flow.holds()) {
        operations |= SelectionKey.OP_WRITE;
      }
    }
    return operations;
  }

  @Override
  public void close() throws IOException {
    for (Flow flow : flows) {
      flow.from.close();
    }
  }

  /** One direction. */
  private static final class Flow {
    private final SocketChannel from;
    private final SocketChannel to;
    private final LongConsumer moved;
    private ByteBuffer held = ByteBuffer.allocate(BUFFER).flip();
    private boolean ended;
    private boolean over;

    Flow(SocketChannel from, SocketChannel to, LongConsumer moved) {
      this.from = from;
      this.to = to;
      this.moved = moved;
    }

    SelectionKey key(Selector selector) throws IOException {
      SelectionKey key = from.keyFor(selector);
      return key == null ? from.register(selector, 0) : key;
    }

    void hold(byte[] sent) {
      held = ByteBuffer.allocate(Math.max(BUFFER, sent.length)).put(sent).flip();
      moved.accept(sent.length);
    }

    boolean canTake() {
      return !ended && !holds();
    }

    boolean holds() {
      return held.hasRemaining();
    }

    boolean isOver() {
      return over;
    }

    void move() throws IOException {
      if (canTake()) {
        held.clear();
        int count = from.read(held);
        held.flip();
        ended = count < 0;
        moved.accept(Math.max(0, count));
      }
      if (holds()) {
        to.write(held);
      }
      if (ended && !holds() && !over) {
        to.shutdownOutput();
        over = true;
      }
    }
  }
}
