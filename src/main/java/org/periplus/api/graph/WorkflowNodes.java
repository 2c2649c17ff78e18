package org.periplus.api.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.api.graph.StepGraph.Edge;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.cwl.model.Documentation;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.Operation;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;
import org.periplus.job.step.StepKind;

/**
 * The nodes and arrows of a CWL workflow, outer ones before inner ones. Beyond a number of nodes
 * subworkflows stay closed: a document that runs the same one many times is larger than it looks.
 */
final class WorkflowNodes {

  private final List<Node> nodes = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Deque<Inner> left = new ArrayDeque<>();
  private final boolean described;

  /** A workflow that is still to be gone through, and the step that runs it. */
  private record Inner(String prefix, Optional<String> parent, Workflow workflow) {
    String at(String name) {
      return prefix + name;
    }

    /** An input or output; no path of a step has a slash. */
    String port(String side, String name) {
      return parent.orElse("") + "/" + side + "/" + name;
    }
  }

  private WorkflowNodes(boolean described) {
    this.described = described;
  }

  /**
   * @param described whether the nodes have what the authors say of them
   */
  static WorkflowNodes of(Workflow workflow, int most, boolean described) {
    WorkflowNodes all = new WorkflowNodes(described);
    all.left.add(new Inner("", Optional.empty(), workflow));
    while (!all.left.isEmpty() && (all.nodes.isEmpty() || all.nodes.size() < most)) {
      all.add(all.left.remove());
    }
    return all;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Edge> edges() {
    return List.copyOf(edges);
  }

  private void add(Inner inner) {
    Workflow workflow = inner.workflow();
    Set<String> used = used(workflow);
    workflow.inputs().stream()
        .filter(input -> inner.parent().isEmpty() || used.contains(input.id()))
        .forEach(input -> addPort(inner, StepGraph.INPUT, input.id(), input.documentation()));
    workflow.steps().forEach(step -> addStep(inner, step));
    workflow
        .outputs()
        .forEach(
            output -> {
              addPort(inner, StepGraph.OUTPUT, output.id(), output.documentation());
              output
                  .outputSource()
                  .forEach(
                      source -> link(inner, source, inner.port(StepGraph.OUTPUT, output.id())));
            });
  }

  private static Set<String> used(Workflow workflow) {
    Set<String> used = new HashSet<>();
    workflow.steps().forEach(step -> step.in().forEach(input -> used.addAll(input.source())));
    return used;
  }

  private void addPort(Inner inner, String kind, String name, Documentation documentation) {
    nodes.add(
        new Node(
            inner.port(kind, name),
            kind,
            name,
            description(documentation),
            inner.parent(),
            false,
            false,
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<String> description(Documentation documentation) {
    return described ? documentation.label().or(documentation::doc) : Optional.empty();
  }

  private void addStep(Inner inner, WorkflowStep step) {
    String path = inner.at(step.id());
    nodes.add(
        new Node(
            path,
            kind(step.run()),
            step.id(),
            description(step.documentation()).or(() -> description(step.run().documentation())),
            inner.parent(),
            step.scatter().isPresent(),
            step.when().isPresent(),
            Optional.empty(),
            Optional.empty()));
    step.in().forEach(input -> input.source().forEach(source -> link(inner, source, path)));
    if (step.run() instanceof Workflow workflow) {
      left.add(new Inner(path + ".", Optional.of(path), workflow));
    }
  }

  private void link(Inner inner, String source, String target) {
    int slash = source.indexOf('/');
    edges.add(
        new Edge(
            slash < 0 ? inner.port(StepGraph.INPUT, source) : inner.at(source.substring(0, slash)),
            target));
  }

  private static String kind(Process process) {
    if (process instanceof Workflow) {
      return StepKind.SUBWORKFLOW.code();
    }
    if (process instanceof ExpressionTool) {
      return StepKind.EXPRESSION.code();
    }
    return process instanceof Operation ? StepGraph.OPERATION : StepKind.TOOL.code();
  }
}
