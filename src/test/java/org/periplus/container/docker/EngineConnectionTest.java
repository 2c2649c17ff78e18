package org.periplus.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections by TLS, to a server that only this test knows. */
@Timeout(60)
class EngineConnectionTest {

  @TempDir Path folder;
  private SSLContext keys;
  private SSLServerSocket server;

  @BeforeEach
  void listen() throws Exception {
    keys = LocalhostKeys.in(folder);
    server =
        (SSLServerSocket)
            keys.getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void readsOnAfterTheEndOfItsOutput() throws Exception {
    CompletableFuture<Void> echo = CompletableFuture.runAsync(this::echo);
    try (EngineConnection connection = address("localhost").connect()) {
      connection.output().write(new byte[100_000]);
      connection.endOutput();

      assertThat(connection.input().readAllBytes()).hasSize(100_000);
    }
    echo.get(20, TimeUnit.SECONDS);
  }

  private void echo() {
    try (SSLSocket client = (SSLSocket) server.accept()) {
      byte[] all = client.getInputStream().readAllBytes();
      client.getOutputStream().write(all);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void canBeClosedWhileNobodyReadsWhatIsWritten() throws Exception {
    CompletableFuture<SSLSocket> accepted = CompletableFuture.supplyAsync(this::accept);
    EngineConnection connection = address("localhost").connect();
    AtomicLong written = new AtomicLong();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> writeForEver(connection, written));
    awaitStandstill(written);

    connection.close();

    assertThatThrownBy(() -> writing.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class);
    accepted.get().close();
  }

  private SSLSocket accept() {
    try {
      SSLSocket client = (SSLSocket) server.accept();
      client.startHandshake();
      return client;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeForEver(EngineConnection connection, AtomicLong written) {
    try {
      while (true) {
        connection.output().write(new byte[8192]);
        written.addAndGet(8192);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All buffers are full: nothing tells of a write that waits, but that there is no next one. */
  private static void awaitStandstill(AtomicLong written) throws InterruptedException {
    long before = -1;
    while (written.get() == 0 || written.get() != before) {
      before = written.get();
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }

  @Test
  void refusesAServerOfAnotherName() {
    CompletableFuture<SSLSocket> accepted = CompletableFuture.supplyAsync(this::accept);

    assertThatThrownBy(() -> address("127.0.0.1").connect())
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(accepted).failsWithin(Duration.ofSeconds(20));
  }

  private EngineAddress address(String host) {
    return new EngineAddress(
        URI.create("tcp://" + host + ":" + server.getLocalPort()),
        Optional.of(() -> keys),
        Duration.ofSeconds(10));
  }
}
