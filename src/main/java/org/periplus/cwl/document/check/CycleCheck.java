package org.periplus.cwl.document.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/** Finds steps that wait for each other. */
public final class CycleCheck {

  private final Problems problems;
  private final Map<String, WorkflowStep> waiting = new LinkedHashMap<>();

  public CycleCheck(Problems problems) {
    this.problems = problems;
  }

  public void check(Workflow workflow) {
    workflow.steps().forEach(step -> waiting.put(step.id(), step));
    keepCycles();
    while (!waiting.isEmpty()) {
      List<String> cycle = cycle();
      problems.invalid(
          waiting.get(cycle.get(0)).location(),
          "The steps wait for each other: %s. Take one of these links away."
              .formatted(String.join(" needs ", cycle)));
      cycle.forEach(waiting::remove);
      keepCycles();
    }
  }

  /** Removes every step that can run once the ones before it have run. */
  private void keepCycles() {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    Map<String, List<String>> neededBy = new LinkedHashMap<>();
    waiting.forEach((id, step) -> needs.put(id, needs(step)));
    needs.forEach(
        (id, steps) ->
            steps.forEach(s -> neededBy.computeIfAbsent(s, k -> new ArrayList<>()).add(id)));
    List<String> ready =
        needs.entrySet().stream()
            .filter(e -> e.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(ArrayList::new));
    for (int i = 0; i < ready.size(); i++) {
      String done = ready.get(i);
      waiting.remove(done);
      for (String next : neededBy.getOrDefault(done, List.of())) {
        needs.get(next).remove(done);
        if (needs.get(next).isEmpty()) {
          ready.add(next);
        }
      }
    }
  }

  /** One cycle: following what each step needs, from anywhere, must lead into one. */
  private List<String> cycle() {
    List<String> path = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    String id = waiting.keySet().iterator().next();
    while (seen.add(id)) {
      path.add(id);
      id = needs(waiting.get(id)).iterator().next();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(id), path.size()));
    cycle.add(id);
    return cycle;
  }

  /** The steps, among those that still wait, whose outputs the step takes. */
  private Set<String> needs(WorkflowStep step) {
    return step.in().stream()
        .flatMap(input -> input.source().stream())
        .filter(source -> source.contains("/"))
        .map(source -> source.substring(0, source.indexOf('/')))
        .filter(waiting::containsKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
