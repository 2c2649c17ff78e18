package org.periplus.cwl.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.model.WorkflowStep;

/**
 * A workflow laid out as steps that run: a subworkflow that is neither scattered nor conditional is
 * replaced by its own steps, their names joined with dots; any other subworkflow stays one step,
 * which runs as a workflow of its own. Immutable.
 */
public final class WorkflowPlan {

  /**
   * One step that runs.
   *
   * @param name the step's id, after the ids of the subworkflow steps that it lies in, with dots
   * @param scope the workflow that it stands in
   * @param requirements what counts for its process, inherited from workflows and steps
   * @param needs the names of the steps whose outputs it waits for
   */
  public record PlannedStep(
      String name, Scope scope, WorkflowStep step, Requirements requirements, Set<String> needs) {

    /** The process that it runs. */
    public Process process() {
      return step.run();
    }
  }

  /**
   * A workflow whose steps are laid out in this plan: the planned one, or one that was unfolded.
   *
   * @param prefix what stands before the names of its steps
   * @param parent where it was unfolded; empty for the planned workflow itself
   */
  record Scope(
      String prefix, Workflow workflow, Requirements requirements, Optional<Unfolded> parent) {

    /** The step that was unfolded into a scope, and the scope that it stood in. */
    record Unfolded(Scope scope, WorkflowStep step) {}

    String nameOf(WorkflowStep step) {
      return prefix + step.id();
    }
  }

  private final Scope root;
  private final Map<String, Scope> unfolded = new LinkedHashMap<>();
  private final Map<String, PlannedStep> steps = new LinkedHashMap<>();

  private WorkflowPlan(Scope root) {
    this.root = root;
  }

  /**
   * Lays out a workflow.
   *
   * @param inherited the requirements of the step that runs it; none for a whole job
   */
  public static WorkflowPlan of(Workflow workflow, Requirements inherited) {
    WorkflowPlan plan =
        new WorkflowPlan(
            new Scope(
                "", workflow, workflow.requirements().inheriting(inherited), Optional.empty()));
    plan.unfold(plan.root);
    plan.layOut(plan.root);
    return plan;
  }

  private void unfold(Scope scope) {
    for (WorkflowStep step : scope.workflow().steps()) {
      if (step.run() instanceof Workflow inner && unfolds(step)) {
        Requirements requirements =
            inner.requirements().inheriting(step.requirements().inheriting(scope.requirements()));
        Scope child =
            new Scope(
                scope.nameOf(step) + ".",
                inner,
                requirements,
                Optional.of(new Scope.Unfolded(scope, step)));
        unfolded.put(scope.nameOf(step), child);
        unfold(child);
      }
    }
  }

  private void layOut(Scope scope) {
    for (WorkflowStep step : scope.workflow().steps()) {
      Scope child = unfolded.get(scope.nameOf(step));
      if (child != null) {
        layOut(child);
        continue;
      }
      Set<String> needs = new LinkedHashSet<>();
      step.in().forEach(input -> addNeeds(scope, input, needs));
      steps.put(
          scope.nameOf(step),
          new PlannedStep(
              scope.nameOf(step),
              scope,
              step,
              step.run()
                  .requirements()
                  .inheriting(step.requirements().inheriting(scope.requirements())),
              Set.copyOf(needs)));
    }
  }

  private static boolean unfolds(WorkflowStep step) {
    return step.scatter().isEmpty() && step.when().isEmpty();
  }

  private void addNeeds(Scope scope, StepInput input, Set<String> needs) {
    input.source().forEach(source -> addNeeds(scope, source, needs));
  }

  private void addNeeds(Scope scope, String source, Set<String> needs) {
    int slash = source.indexOf('/');
    if (slash < 0) {
      scope.parent().ifPresent(unfoldedAt -> addOuterNeeds(unfoldedAt, source, needs));
      return;
    }
    String step = scope.prefix() + source.substring(0, slash);
    Scope child = unfolded.get(step);
    if (child == null) {
      needs.add(step);
    } else {
      output(child.workflow(), source.substring(slash + 1))
          .ifPresent(o -> o.outputSource().forEach(s -> addNeeds(child, s, needs)));
    }
  }

  /** An input of an unfolded step; its {@code valueFrom} may look at all inputs of the step. */
  private void addOuterNeeds(Scope.Unfolded unfoldedAt, String name, Set<String> needs) {
    List<StepInput> inputs = unfoldedAt.step().in();
    Optional<StepInput> wanted = inputs.stream().filter(i -> i.id().equals(name)).findFirst();
    if (wanted.isPresent() && wanted.get().valueFrom().isPresent()) {
      inputs.forEach(input -> addNeeds(unfoldedAt.scope(), input, needs));
    } else {
      wanted.ifPresent(input -> addNeeds(unfoldedAt.scope(), input, needs));
    }
  }

  static Optional<WorkflowOutput> output(Workflow workflow, String name) {
    return workflow.outputs().stream().filter(o -> o.id().equals(name)).findFirst();
  }

  Optional<Scope> unfolded(String name) {
    return Optional.ofNullable(unfolded.get(name));
  }

  Scope root() {
    return root;
  }

  /** The workflow that was laid out. */
  public Workflow workflow() {
    return root.workflow();
  }

  /** The requirements of the workflow itself, with what it inherited. */
  public Requirements requirements() {
    return root.requirements();
  }

  /** The steps that run, in the order of the document. */
  public List<PlannedStep> steps() {
    return new ArrayList<>(steps.values());
  }

  /** The step of that name. */
  public PlannedStep step(String name) {
    return steps.get(name);
  }

  /** How many tools one run of that process starts at least, a scattered step counted once. */
  public static int tools(Process process) {
    if (process instanceof Workflow workflow) {
      return workflow.steps().stream().mapToInt(step -> tools(step.run())).sum();
    }
    return process instanceof CommandLineTool ? 1 : 0;
  }
}
