package org.periplus.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the table that need no container: {@code ./periplus test --attacks} runs all. */
@ArquillianTest
@Tag("server")
class AttacksIT {

  @TempDir private Path folder;

  @Test
  void requestsDoNoHarm() throws Exception {
    AttackRun run = new AttackRun(Path.of("target", "attacks-of-requests.txt"));
    try (Canary canary = new Canary(folder);
        Provider provider = new Provider()) {
      Target target = AttackTarget.of(canary);
      run.tryAll(AttackTable.ofRequests(target, provider), target);
      run.end();
      assertThat(run.failures()).isEmpty();
      assertThat(canary.isUntouched()).isTrue();
    }
  }
}
