package org.periplus.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Runs;
import org.periplus.job.step.StepCount;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepState;

class NodeRunsTest {

  private static final Instant BEGUN = Instant.parse("2026-11-27T10:00:00Z");

  private static final List<Node> NODES =
      List.of(
          node("/input/items", "input", Optional.empty(), false),
          node("crop", "tool", Optional.empty(), true),
          node("report", "tool", Optional.empty(), false),
          node("sub", "subworkflow", Optional.empty(), false),
          node("sub.a", "tool", Optional.of("sub"), false),
          node("sub.b", "tool", Optional.of("sub"), false));

  @Test
  void aScatteredStepSaysHowManyOfHowMany() {
    Runs crop =
        runs(false, count("crop", StepState.SUCCESSFUL, 37), count("crop", StepState.RUNNING, 4))
            .get("crop");

    assertThat(crop.status()).isEqualTo("running");
    assertThat(crop.expected()).isEqualTo(400);
    assertThat(crop.counts()).isEqualTo(Map.of("successful", 37, "running", 4));
    assertThat(crop.finished()).isEmpty();
  }

  @Test
  void aFailedElementMakesTheStepOne() {
    assertThat(
            runs(
                    false,
                    count("crop", StepState.SUCCESSFUL, 37),
                    count("crop", StepState.FAILED, 2),
                    count("crop", StepState.RUNNING, 1))
                .get("crop")
                .status())
        .isEqualTo("failed");
  }

  @Test
  void elementsThatHaveNotBegunKeepAStepRunning() {
    assertThat(runs(false, count("crop", StepState.SUCCESSFUL, 399)).get("crop").status())
        .isEqualTo("running");
    assertThat(runs(false, count("crop", StepState.SUCCESSFUL, 400)).get("crop").status())
        .isEqualTo("successful");
    assertThat(runs(true, count("crop", StepState.SUCCESSFUL, 399)).get("crop").status())
        .isEqualTo("dismissed");
  }

  @Test
  void stepsWithoutARunAreToComeOrWereLeftOut() {
    assertThat(runs(false).get("report").status()).isEqualTo("pending");
    assertThat(runs(true).get("report").status()).isEqualTo("omitted");
    assertThat(runs(false, count("report", StepState.SKIPPED, 1)).get("report").status())
        .isEqualTo("skipped");
  }

  @Test
  void aSubworkflowWithoutARunOfItsOwnIsWhatItsStepsAre() {
    assertThat(runs(false).get("sub").status()).isEqualTo("pending");
    assertThat(runs(false, count("sub.a", StepState.SUCCESSFUL, 1)).get("sub").status())
        .isEqualTo("running");
    Runs done =
        runs(false, count("sub.a", StepState.SUCCESSFUL, 1), count("sub.b", StepState.SKIPPED, 1))
            .get("sub");
    assertThat(done.status()).isEqualTo("successful");
    assertThat(done.started()).contains(BEGUN);
    assertThat(done.finished()).contains(BEGUN.plusSeconds(4));
  }

  @Test
  void inputsHaveNoRuns() {
    assertThat(runs(false)).doesNotContainKey("/input/items");
  }

  private static Map<String, Runs> runs(boolean over, StepCount... counts) {
    return new NodeRuns(List.of(counts), Map.of("crop", 400), over).of(NODES);
  }

  private static StepCount count(String path, StepState state, int runs) {
    return new StepCount(
        path,
        StepKind.TOOL,
        state,
        runs,
        Optional.of(BEGUN),
        state.ended() ? Optional.of(BEGUN.plusSeconds(4)) : Optional.empty());
  }

  private static Node node(String id, String kind, Optional<String> parent, boolean scattered) {
    return new Node(
        id,
        kind,
        id,
        Optional.empty(),
        parent,
        scattered,
        false,
        Optional.empty(),
        Optional.empty());
  }
}
