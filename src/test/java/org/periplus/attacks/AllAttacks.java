package org.periplus.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole table, against a server that may ask public addresses alone, as one does unasked. */
@ArquillianTest
@Tag("attacks")
class AllAttacks {

  private static final String KIND = "afterwards";
  private static final double MOST_HEAP = 1.2;

  @TempDir private Path folder;

  @Test
  void doNoHarm() throws Exception {
    AttackRun run = new AttackRun(Path.of("target", "attacks.txt"));
    try (Canary canary = new Canary(folder);
        Provider provider = new Provider();
        ServerState server = ServerState.ofChild()) {
      Target target = AttackTarget.of(canary);
      warmUp(target);
      long heap = server.heap();

      run.tryAll(AttackTable.whole(target, provider), target);

      run.print(KIND, "the canary", untouched(canary));
      run.print(KIND, "an answer to others", answers(target));
      run.print(KIND, "threads at work", noneOf("threads", server.atWork()));
      run.print(KIND, "containers", noneOf("containers", containers(target)));
      run.print(KIND, "the heap after a collection", heap(heap, server.heap()));
    }
    run.end();
    assertThat(run.failures()).isEmpty();
  }

  /**
   * What a server keeps from then on, whatever comes: as many threads as it may have, and theirs,
   * also of those that answer.
   */
  private static void warmUp(Target target) throws Exception {
    List<Attack> attacks = new ArrayList<>(SlowClientAttacks.rows());
    attacks.add(ExpressionAttacks.pollution());
    attacks.add(OutputAttacks.rows(target).get(0));
    for (Attack attack : attacks) {
      attack.run(target);
    }
    OrdinaryRequests.send(target);
    target.send(Request.get(target.path("api")).with("Accept: text/html"));
  }

  private static Finding untouched(Canary canary) throws IOException {
    return new Finding(
        canary.asked().isEmpty() ? "nobody asked it" : "it was asked",
        canary.isUntouched() ? List.of() : List.of("it was touched: " + canary.asked()));
  }

  private static Finding answers(Target target) throws IOException {
    long begin = System.nanoTime();
    Answer answer = target.send(Request.get("/ogc-api/conformance"));
    return new Finding(
        "%d in %d ms"
            .formatted(answer.status(), Duration.ofNanos(System.nanoTime() - begin).toMillis()),
        answer.status() == 200 ? List.of() : List.of("it is not answered"));
  }

  private static Finding noneOf(String what, List<String> left) {
    return new Finding(
        left.size() + " left", left.isEmpty() ? List.of() : List.of(what + " left: " + left));
  }

  private static Finding heap(long before, long after) {
    String seen = "%d MiB before, %d MiB now".formatted(before >> 20, after >> 20);
    return new Finding(
        seen, after <= before * MOST_HEAP ? List.of() : List.of("more than a fifth was added"));
  }

  /** Those of the attacks' jobs; other servers of this machine may have some of their own. */
  private static List<String> containers(Target target) throws IOException {
    Process docker =
        new ProcessBuilder(
                "docker", "ps", "--all", "--format", "{{.ID}} {{.Label \"org.periplus.job\"}}")
            .redirectErrorStream(true)
            .start();
    String text = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.lines().filter(line -> target.jobs().stream().anyMatch(line::endsWith)).toList();
  }
}
