package org.periplus.cwl.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/** Finds steps that wait for each other. */
final class CycleCheck {

  private final Problems problems;
  private final Map<String, WorkflowStep> steps = new LinkedHashMap<>();
  private final Set<String> finished = new HashSet<>();
  private final List<String> path = new ArrayList<>();

  CycleCheck(Problems problems) {
    this.problems = problems;
  }

  void check(Workflow workflow) {
    workflow.steps().forEach(step -> steps.put(step.id(), step));
    workflow.steps().forEach(step -> visit(step.id()));
  }

  private void visit(String id) {
    WorkflowStep step = steps.get(id);
    if (step == null || finished.contains(id)) {
      return;
    }
    int start = path.indexOf(id);
    if (start >= 0) {
      List<String> cycle = new ArrayList<>(path.subList(start, path.size()));
      cycle.add(id);
      problems.invalid(
          step.location(),
          "The steps wait for each other: %s. Take one of these links away."
              .formatted(String.join(" needs ", cycle)));
      return;
    }
    path.add(id);
    for (StepInput input : step.in()) {
      for (String source : input.source()) {
        int slash = source.indexOf('/');
        if (slash > 0) {
          visit(source.substring(0, slash));
        }
      }
    }
    path.remove(path.size() - 1);
    finished.add(id);
  }
}
