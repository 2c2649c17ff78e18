package org.periplus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.kubernetes.Cluster;
import org.periplus.kubernetes.Space;
import org.periplus.persistence.PostgresProcess;

/**
 * More pods than this machine could run: their nodes are simulated, the API server and the
 * scheduler are real. {@code -Dmany.pods=N} says how many.
 */
@Tag("kubernetes")
class ManyPodsIT {

  private static final int PODS = Integer.getInteger("many.pods", 300);
  private static final int ON_A_NODE = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** How soon a dismissal is known, however many pods there are. */
  private static final Duration WANTED = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @BeforeEach
  void simulateNodes() throws Exception {
    assumeFalse(Cluster.isForeign(), "a foreign cluster has nodes of its own");
    Cluster.simulate(PODS / ON_A_NODE + 1);
  }

  @Test
  void manyPodsRunAtOnceAndAreDismissed() throws Exception {
    try (Space space = new Space("many");
        PostgresProcess database = new PostgresProcess(folder.resolve("postgres"));
        ClusterServer server = new ClusterServer(space, folder, "volume", settings(database))) {
      server.process().start();
      Api api = server.api();
      api.deploy(Packages.SMALL_SCATTERED_SLEEPERS);
      ProcessUse before = ProcessUse.of(server.process().pid());
      long commits = database.commits();
      long begun = System.nanoTime();
      String job =
          api.execute("scattered-sleepers", "{\"seconds\": 3600, \"count\": %d}".formatted(PODS));
      await("all pods are made", () -> count(space) == PODS);
      Duration made = Patience.since(begun);
      await("all pods run", () -> server.pods("--field-selector=status.phase!=Running").isEmpty());
      Duration ran = Patience.since(begun);
      ProcessUse after = ProcessUse.of(server.process().pid());
      Findings.row(
          "%d pods at once".formatted(PODS),
          ("made within %.1f s (%.0f a second), all running after %.1f s; server: %d MB more"
                  + " resident (%d in all), %d threads, %.1f s of a processor; commits: %d")
              .formatted(
                  seconds(made),
                  PODS / seconds(made),
                  seconds(ran),
                  after.residentMegabytes() - before.residentMegabytes(),
                  after.residentMegabytes(),
                  after.threads(),
                  after.processorSeconds() - before.processorSeconds(),
                  database.commits() - commits));
      dismiss(space, api, job);
    }
  }

  private static void dismiss(Space space, Api api, String job) throws Exception {
    Dismissal dismissal =
        Dismissal.of(api, job, PATIENCE, "no pod is left", seldom(() -> count(space) == 0));
    Findings.row(
        "%d pods dismissed".formatted(PODS),
        "%s after %.1f s, DELETE answered after %.1f s, the last pod gone after %.1f s; steps open: %d"
            .formatted(
                dismissal.status(),
                seconds(dismissal.known()),
                seconds(dismissal.answered()),
                seconds(dismissal.gone()),
                dismissal.open()));
    assertThat(dismissal.status()).isEqualTo("dismissed");
    assertThat(dismissal.known()).isLessThan(WANTED);
    assertThat(dismissal.open()).isZero();
  }

  private static Map<String, String> settings(PostgresProcess database) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("PERIPLUS_CONTAINERS_PARALLEL", Integer.toString(PODS));
    settings.put("PERIPLUS_KUBERNETES_NODE_SELECTOR", "org.periplus.simulated=true");
    settings.put("PERIPLUS_KUBERNETES_TOLERATIONS", "org.periplus.simulated:NoSchedule");
    settings.put("PERIPLUS_KUBERNETES_ANNOTATIONS", "org.periplus.simulated-time=10h");
    return settings;
  }

  /** The API server counts what it does not send; with selectors it would not. */
  private static int count(Space space) throws IOException, InterruptedException {
    JsonNode list =
        Api.JSON.readTree(
            Cluster.kubectl(
                "get", "--raw", "/api/v1/namespaces/" + space.name() + "/pods?limit=1"));
    return list.get("items").size() + list.path("metadata").path("remainingItemCount").asInt();
  }

  private static void await(String what, Patience.Condition condition)
      throws IOException, InterruptedException {
    Patience.until(PATIENCE, what, seldom(condition));
  }

  /** To count many pods costs the API server something, too. */
  private static Patience.Condition seldom(Patience.Condition condition) {
    return () -> {
      Patience.pause(BETWEEN);
      return condition.holds();
    };
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
