package org.periplus.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StalledExchangesTest {

  private final AtomicLong now = new AtomicLong(1);
  private final Map<Exchange, CountDownLatch> connections = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private StalledExchanges atMost(int stalled) {
    return new StalledExchanges(
        new StalledConfiguration(Duration.ofSeconds(30), Duration.ofSeconds(1), stalled), now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private Exchange begin(StalledExchanges exchanges, String client, String connection) {
    CountDownLatch closed = new CountDownLatch(1);
    Exchange exchange = exchanges.begin(client, connection, closed::countDown);
    connections.put(exchange, closed);
    return exchange;
  }

  /** A client that reads nothing: its thread waits until the connection is closed. */
  private CompletableFuture<Void> unread(Exchange exchange) throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            exchange.write(
                () -> {
                  waits.countDown();
                  awaitClosed(connections.get(exchange));
                });
            end.complete(null);
          } catch (IOException e) {
            end.completeExceptionally(e);
          }
        });
    waits.await();
    return end;
  }

  /** A client that sends nothing: that the connection is closed does not wake its thread. */
  private CompletableFuture<Void> unsent(Exchange exchange) throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            exchange.read(
                () -> {
                  waits.countDown();
                  awaitClosed(new CountDownLatch(1));
                  return 1;
                });
            end.complete(null);
          } catch (IOException e) {
            end.completeExceptionally(
                Thread.currentThread().isInterrupted() ? new AssertionError("interrupted") : e);
          }
        });
    waits.await();
    return end;
  }

  private static void awaitClosed(CountDownLatch closed) throws IOException {
    try {
      closed.await();
      throw new ClosedChannelException();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private static void assertEnded(CompletableFuture<?> end) {
    assertThatThrownBy(() -> end.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ClientGoneException.class);
  }

  @Test
  void nothingMoreIsSentToAClientThatHasGone() {
    Exchange exchange = begin(atMost(100), "192.0.2.1", "");

    assertThatThrownBy(
            () ->
                exchange.write(
                    () -> {
                      throw new ClosedChannelException();
                    }))
        .isInstanceOf(ClientGoneException.class);
    assertThat(exchange.isEnded()).isTrue();
  }

  @Test
  void anAnswerOfWhichNothingIsTakenEndsAfterTheTimeout() throws Exception {
    StalledExchanges exchanges = atMost(100);
    Exchange exchange = begin(exchanges, "192.0.2.1", "");
    CompletableFuture<?> end = unread(exchange);

    pass(Duration.ofSeconds(29));
    exchanges.look();
    assertThat(end).isNotDone();

    pass(Duration.ofSeconds(1));
    exchanges.look();
    assertEnded(end);
    assertThatThrownBy(() -> exchange.write(() -> {})).isInstanceOf(ClientGoneException.class);
  }

  @Test
  void aBodyThatDoesNotComeEndsAfterTheTimeout() throws Exception {
    StalledExchanges exchanges = atMost(100);
    Exchange exchange = begin(exchanges, "192.0.2.1", "");
    CompletableFuture<?> end = unsent(exchange);

    pass(Duration.ofSeconds(30));
    exchanges.look();

    assertEnded(end);
    assertThat(connections.get(exchange).getCount()).isZero();
    assertThatThrownBy(() -> exchange.read(() -> 1)).isInstanceOf(ClientGoneException.class);
  }

  @Test
  void aBodyThatComesByteByByteEndsToo() {
    StalledExchanges exchanges = atMost(100);
    Exchange slow = begin(exchanges, "192.0.2.1", "");

    assertThatThrownBy(() -> send(1, 31, slow, exchanges)).isInstanceOf(ClientGoneException.class);
  }

  @Test
  void aLongBodyHasItsTimeWithEachPiece() throws Exception {
    StalledExchanges exchanges = atMost(100);
    Exchange slow = begin(exchanges, "192.0.2.1", "");

    send(1024, 1000, slow, exchanges);

    assertThat(slow.isEnded()).isFalse();
  }

  /** A client that sends some bytes each second. */
  private void send(int bytes, int times, Exchange exchange, StalledExchanges exchanges)
      throws IOException {
    for (int time = 0; time < times; time++) {
      exchange.read(
          () -> {
            pass(Duration.ofSeconds(1));
            exchanges.look();
            return bytes;
          });
    }
  }

  @Test
  void whoTakesSomethingHasTheWholeTimeAgain() throws Exception {
    StalledExchanges exchanges = atMost(1);
    Exchange slow = begin(exchanges, "192.0.2.1", "");

    for (int piece = 0; piece < 5; piece++) {
      slow.write(
          () -> {
            pass(Duration.ofSeconds(29));
            exchanges.look();
          });
    }
    pass(Duration.ofHours(1)); // the server makes the next piece
    exchanges.look();

    assertThatCode(() -> slow.write(() -> {})).doesNotThrowAnyException();
  }

  @Test
  void whenTooManyAreStalledTheClientThatHasMostLosesThoseThatWaitLongest() throws Exception {
    StalledExchanges exchanges = atMost(3);
    CompletableFuture<?> slow = unread(begin(exchanges, "192.0.2.1", ""));
    CompletableFuture<?> first = unread(begin(exchanges, "192.0.2.2", ""));
    pass(Duration.ofMillis(500));
    CompletableFuture<?> second = unread(begin(exchanges, "192.0.2.2", ""));
    CompletableFuture<?> third = unread(begin(exchanges, "192.0.2.2", ""));
    exchanges.look();
    assertThat(List.of(slow, first, second, third)).noneMatch(CompletableFuture::isDone);

    pass(Duration.ofSeconds(1));
    exchanges.look();

    assertEnded(first);
    exchanges.look();
    assertThat(List.of(slow, second, third)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void oneNetworkIsOneClient() throws Exception {
    StalledExchanges exchanges = atMost(2);
    CompletableFuture<?> other = unread(begin(exchanges, "2001:db8:1::1", ""));
    pass(Duration.ofMillis(1));
    CompletableFuture<?> first = unread(begin(exchanges, "2001:db8:2::1", ""));
    pass(Duration.ofMillis(1));
    CompletableFuture<?> second = unread(begin(exchanges, "2001:db8:2::2", ""));
    pass(Duration.ofSeconds(1));

    exchanges.look();

    assertEnded(first);
    assertThat(List.of(other, second)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void zeroIsAnyNumberAndAnyTime() throws Exception {
    StalledExchanges exchanges =
        new StalledExchanges(
            new StalledConfiguration(Duration.ZERO, Duration.ofSeconds(1), 0), now::get);
    List<CompletableFuture<Void>> all =
        List.of(
            unread(begin(exchanges, "192.0.2.1", "")), unread(begin(exchanges, "192.0.2.1", "")));

    pass(Duration.ofDays(1));
    exchanges.look();

    assertThat(all).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void whatIsOverIsLetAlone() throws Exception {
    StalledExchanges exchanges = atMost(1);
    Exchange exchange = begin(exchanges, "192.0.2.1", "");
    CompletableFuture<?> end = unread(exchange);
    exchanges.over(exchange);
    pass(Duration.ofMinutes(1));

    exchanges.look();

    assertThat(end).isNotDone();
  }

  @Test
  void whatElseWasAskedOnTheConnectionIsNotAnswered() throws Exception {
    StalledExchanges exchanges = atMost(100);
    CompletableFuture<?> end = unread(begin(exchanges, "192.0.2.1", "connection 1"));
    pass(Duration.ofSeconds(30));
    exchanges.look();
    assertEnded(end);

    assertThat(begin(exchanges, "192.0.2.1", "connection 1").isEnded()).isTrue();
    assertThat(begin(exchanges, "192.0.2.1", "connection 2").isEnded()).isFalse();
  }
}
