package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class BrokenConnectionTest {

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

    assertThat(BrokenConnection.is(closed)).isTrue();
    assertThat(BrokenConnection.is(new UncheckedIOException(closed))).isTrue();
  }

  @Test
  void allElseIsLogged() {
    assertThat(BrokenConnection.is(null)).isFalse();
    assertThat(BrokenConnection.is(at("org.periplus.A", new IOException("disk")))).isFalse();
    assertThat(
            BrokenConnection.is(
                at("org.glassfish.grizzly.nio.NIOConnection", new IllegalStateException("bug"))))
        .isFalse();
  }
}
