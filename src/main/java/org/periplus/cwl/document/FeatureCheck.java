package org.periplus.cwl.document;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirement.Feature;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/**
 * Tells which features are used without the requirement that switches them on, given in the
 * workflow or around it.
 */
final class FeatureCheck {

  private final Problems problems;
  private final IdentityHashMap<Process, Set<Set<Feature.Kind>>> seen = new IdentityHashMap<>();

  FeatureCheck(Problems problems) {
    this.problems = problems;
  }

  /**
   * Checks these processes and what they run.
   *
   * @param outermost those that nothing else runs, and that therefore inherit nothing
   */
  void check(List<Process> outermost) {
    outermost.forEach(process -> check(process, EnumSet.noneOf(Feature.Kind.class)));
  }

  private void check(Process process, Set<Feature.Kind> inherited) {
    if (!(process instanceof Workflow workflow)) {
      return;
    }
    Set<Feature.Kind> on = with(inherited, workflow.requirements());
    if (!seen.computeIfAbsent(workflow, w -> new HashSet<>()).add(on)) {
      return;
    }
    workflow.steps().forEach(step -> check(step, on));
    workflow.outputs().stream()
        .filter(output -> output.outputSource().size() > 1)
        .forEach(output -> demand(Feature.Kind.MULTIPLE_INPUT, on, output.location()));
  }

  private void check(WorkflowStep step, Set<Feature.Kind> inherited) {
    Set<Feature.Kind> on = with(inherited, step.requirements());
    if (step.run() instanceof Workflow inner) {
      Set<Feature.Kind> withInner = with(on, inner.requirements());
      demand(Feature.Kind.SUBWORKFLOW, withInner, step.location());
    }
    if (step.scatter().isPresent()) {
      demand(Feature.Kind.SCATTER, with(on, step.run().requirements()), step.location());
    }
    for (StepInput input : step.in()) {
      if (input.source().size() > 1) {
        demand(Feature.Kind.MULTIPLE_INPUT, on, input.location());
      }
      if (input.valueFrom().isPresent()) {
        demand(Feature.Kind.STEP_INPUT_EXPRESSION, on, input.location());
      }
    }
    check(step.run(), on);
  }

  private void demand(Feature.Kind kind, Set<Feature.Kind> on, SourceLocation location) {
    if (!on.contains(kind)) {
      problems.invalid(location, explain(kind));
    }
  }

  private static String explain(Feature.Kind kind) {
    String use =
        switch (kind) {
          case SUBWORKFLOW -> "A workflow as a step needs SubworkflowFeatureRequirement";
          case SCATTER -> "A scatter needs ScatterFeatureRequirement";
          case MULTIPLE_INPUT -> "Several sources need MultipleInputFeatureRequirement";
          case STEP_INPUT_EXPRESSION -> "valueFrom in a step needs StepInputExpressionRequirement";
        };
    return use + "; add it to the requirements of the workflow.";
  }

  private static Set<Feature.Kind> with(Set<Feature.Kind> outer, Requirements requirements) {
    Set<Feature.Kind> all = EnumSet.noneOf(Feature.Kind.class);
    all.addAll(outer);
    Stream.concat(requirements.required().stream(), requirements.hinted().stream())
        .forEach(requirement -> add(all, requirement));
    return all;
  }

  private static void add(Set<Feature.Kind> all, Requirement requirement) {
    if (requirement instanceof Feature feature) {
      all.add(feature.kind());
    }
  }
}
