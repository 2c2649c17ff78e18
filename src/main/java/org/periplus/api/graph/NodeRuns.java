package org.periplus.api.graph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Runs;
import org.periplus.job.step.StepCount;
import org.periplus.job.step.StepState;

/** How far each step of a job is, from the counts of its runs. */
final class NodeRuns {

  private final Map<String, List<StepCount>> counts = new HashMap<>();
  private final Map<String, Integer> scattered;
  private final boolean over;

  /**
   * @param scattered how many elements steps scatter over, as far as they have begun
   * @param over whether the job has ended
   */
  NodeRuns(List<StepCount> all, Map<String, Integer> scattered, boolean over) {
    all.forEach(count -> counts.computeIfAbsent(count.path(), p -> new ArrayList<>()).add(count));
    this.scattered = scattered;
    this.over = over;
  }

  /** The runs of each step by its path; outer steps stand before inner ones. */
  Map<String, Runs> of(List<Node> nodes) {
    Map<String, Integer> expected = new HashMap<>();
    Map<String, List<String>> inner = new HashMap<>();
    List<Node> steps = nodes.stream().filter(NodeRuns::isStep).toList();
    for (Node step : steps) {
      step.parent()
          .ifPresent(p -> inner.computeIfAbsent(p, any -> new ArrayList<>()).add(step.id()));
      int outer = step.parent().map(expected::get).orElse(1);
      expected.put(
          step.id(), step.scattered() ? scattered.getOrDefault(step.id(), over ? 0 : 1) : outer);
    }
    Map<String, Runs> runs = new LinkedHashMap<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      String path = steps.get(i).id();
      List<StepCount> own = counts.getOrDefault(path, List.of());
      List<Runs> within = inner.getOrDefault(path, List.of()).stream().map(runs::get).toList();
      runs.put(
          path,
          own.isEmpty() && !within.isEmpty() ? ofInner(within) : ofOwn(own, expected.get(path)));
    }
    return runs;
  }

  private static boolean isStep(Node node) {
    return !node.kind().equals(StepGraph.INPUT) && !node.kind().equals(StepGraph.OUTPUT);
  }

  private Runs ofOwn(List<StepCount> own, int expected) {
    Map<String, Integer> byState = new TreeMap<>();
    own.forEach(count -> byState.merge(count.state().code(), (int) count.runs(), Integer::sum));
    int begun = byState.values().stream().mapToInt(Integer::intValue).sum();
    int all = Math.max(begun, expected);
    String status = status(byState, begun, all);
    return new Runs(
        status,
        all,
        byState,
        own.stream().flatMap(count -> count.started().stream()).min(Instant::compareTo),
        isOver(status)
            ? own.stream().flatMap(count -> count.finished().stream()).max(Instant::compareTo)
            : Optional.empty());
  }

  /** A subworkflow that is neither scattered nor conditional has no run of its own. */
  private Runs ofInner(List<Runs> within) {
    Map<String, Integer> byState = new TreeMap<>();
    within.forEach(runs -> byState.merge(runs.status(), 1, Integer::sum));
    int notBegun = byState.getOrDefault(Runs.PENDING, 0) + byState.getOrDefault(Runs.OMITTED, 0);
    Map<String, Integer> begunByState = new TreeMap<>(byState);
    begunByState.keySet().removeAll(List.of(Runs.PENDING, Runs.OMITTED));
    String status = status(begunByState, within.size() - notBegun, within.size());
    return new Runs(
        status,
        1,
        Map.of(),
        within.stream().flatMap(runs -> runs.started().stream()).min(Instant::compareTo),
        isOver(status)
            ? within.stream().flatMap(runs -> runs.finished().stream()).max(Instant::compareTo)
            : Optional.empty());
  }

  private String status(Map<String, Integer> byState, int begun, int all) {
    if (begun == 0) {
      return over ? Runs.OMITTED : Runs.PENDING;
    }
    Optional<StepState> worst =
        Stream.of(StepState.FAILED, StepState.DISMISSED, StepState.RUNNING)
            .filter(state -> byState.containsKey(state.code()))
            .findFirst();
    if (worst.isPresent()) {
      return worst.get().code();
    }
    if (byState.getOrDefault(StepState.ACCEPTED.code(), 0) == begun) {
      return StepState.ACCEPTED.code();
    }
    if (begun < all || byState.containsKey(StepState.ACCEPTED.code())) {
      return over ? StepState.DISMISSED.code() : StepState.RUNNING.code();
    }
    return byState.containsKey(StepState.SUCCESSFUL.code())
        ? StepState.SUCCESSFUL.code()
        : StepState.SKIPPED.code();
  }

  private static boolean isOver(String status) {
    return Stream.of(StepState.values())
        .anyMatch(state -> state.ended() && state.code().equals(status));
  }
}
