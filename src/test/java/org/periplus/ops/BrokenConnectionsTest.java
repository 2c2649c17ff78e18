package org.periplus.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class BrokenConnectionsTest {

  private static <T extends Throwable> T at(String type, T thrown) {
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.nio.Channel", "write", "Channel.java", 1),
          new StackTraceElement(type, "write", "X.java", 1)
        });
    return thrown;
  }

  @Test
  void aClientThatLeftIsNoFailure() {
    IOException closed = at("org.glassfish.grizzly.nio.NIOConnection", new IOException("closed"));

    assertThat(BrokenConnections.isOfConnection(closed)).isTrue();
    assertThat(BrokenConnections.isOfConnection(new UncheckedIOException(closed))).isTrue();
  }

  @Test
  void allElseIsLogged() {
    assertThat(BrokenConnections.isOfConnection(null)).isFalse();
    assertThat(BrokenConnections.isOfConnection(at("org.periplus.A", new IOException("disk"))))
        .isFalse();
    assertThat(
            BrokenConnections.isOfConnection(
                at("org.glassfish.grizzly.nio.NIOConnection", new IllegalStateException("bug"))))
        .isFalse();
  }
}
