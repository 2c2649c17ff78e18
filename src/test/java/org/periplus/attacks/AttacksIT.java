package org.periplus.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the table that need no container: {@code ./periplus test --attacks} runs all. */
@ArquillianTest
@RunAsClient
@Tag("server")
class AttacksIT {

  @TempDir private Path folder;

  @Deployment(testable = false)
  static WebArchive war() {
    return AttackTarget.war();
  }

  @Test
  void requestsDoNoHarm() throws Exception {
    AttackRun run = new AttackRun(Path.of("target", "attacks-of-requests.txt"));
    try (Canary canary = new Canary(folder)) {
      Target target = AttackTarget.of(canary);
      run.tryAll(AttackTable.ofRequests(target), target);
      run.end();
      assertThat(run.failures()).isEmpty();
      assertThat(canary.isUntouched()).isTrue();
    }
  }
}
