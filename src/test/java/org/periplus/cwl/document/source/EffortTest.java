package org.periplus.cwl.document.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EffortTest {

  private static final DocumentLimits LIMITS =
      new DocumentLimits(Duration.ofMillis(100), 1000, 1000, 1000, 1000, 1000, 1000, 1000);

  private final Effort effort = new Effort(LIMITS);

  /** Jobs failed over documents that had been accepted, since others worked on the machine. */
  @Test
  void isNotWhatTheMachineDoesForOthers() {
    pass();

    assertThatCode(effort::goOn).doesNotThrowAnyException();
  }

  @Test
  void isTheWaitingForOtherServers() throws Exception {
    effort.fetch(
        () -> {
          pass();
          return "";
        });

    assertThatThrownBy(effort::goOn).isInstanceOf(TooMuchException.class);
  }

  /** Lets more time pass than a reading has. */
  private static void pass() {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
        .join();
  }
}
