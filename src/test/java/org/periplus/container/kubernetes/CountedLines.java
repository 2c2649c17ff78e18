package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.periplus.container.Captured;
import org.periplus.container.ContainerSpec;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;

/** A container that counts 60 lines and ends with 7, and its log, of which each line matters. */
final class CountedLines {

  private static final int LINES = 60;
  private static final int EXIT = 7;

  /** A log whose first line has been seen. */
  private static final class Seen extends Captured {
    final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void stdout(byte[] bytes) {
      super.stdout(bytes);
      first.countDown();
    }
  }

  private final String id;
  private final Seen log = new Seen();
  private final RunningContainer running;

  /**
   * Starts it, and waits for its first line.
   *
   * @param pause the seconds between two lines, for {@code sleep}
   */
  CountedLines(KubernetesEngine engine, Map<String, String> labels, String pause) throws Exception {
    ContainerSpec spec =
        new SpecBuilder(
                labels,
                "sh",
                "-c",
                "for i in $(seq %d); do echo $i; sleep %s; done; exit %d"
                    .formatted(LINES, pause, EXIT))
            .build();
    id = engine.create(spec);
    running = engine.start(id, spec, log);
    assertThat(log.first.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** The name of its pod. */
  String id() {
    return id;
  }

  /** Waits for its end: the log is whole, and has no line twice. */
  void assertWhole() throws Exception {
    assertThat(running.await().exitCode()).isEqualTo(EXIT);
    assertThat(log.stdout.toString(UTF_8))
        .isEqualTo(
            IntStream.rangeClosed(1, LINES).mapToObj(i -> i + "\n").collect(Collectors.joining()));
  }
}
