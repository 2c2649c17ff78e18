package org.periplus.cwl.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;
import org.periplus.cwl.workflow.WorkflowPlan.Scope;

/**
 * The values of one run of a workflow: its inputs, the outputs of the steps that have ended, and
 * what follows from them for other steps and for the workflow's own outputs. Safe for use by
 * several threads; a step's inputs must not be asked for before the steps that it needs have ended.
 */
public final class WorkflowValues {

  private final WorkflowPlan plan;
  private final StepExpressions expressions;
  private final ObjectNode inputs;
  private final Map<String, ObjectNode> outputs = new ConcurrentHashMap<>();

  /**
   * @param inputs the workflow's input object, defaults filled in
   */
  public WorkflowValues(WorkflowPlan plan, StepExpressions expressions, ObjectNode inputs) {
    this.plan = plan;
    this.expressions = expressions;
    this.inputs = inputs;
  }

  /** Records what a step gave. */
  public void ended(String step, ObjectNode outputs) {
    this.outputs.put(step, outputs);
  }

  /** Whether that step has ended. */
  public boolean hasEnded(String step) {
    return outputs.containsKey(step);
  }

  /** Whether the steps that a step needs have all ended. */
  public boolean ready(PlannedStep step) {
    return outputs.keySet().containsAll(step.needs());
  }

  /**
   * The inputs of a step as its links give them: sources, {@code linkMerge}, {@code pickValue} and
   * {@code default}, before scatter and {@code valueFrom}.
   *
   * @throws WorkflowException when the values do not fit
   */
  public ObjectNode linked(PlannedStep step) {
    return linked(step.scope(), step.step().in());
  }

  /**
   * The input object with which a step, or one element of it, runs: {@code valueFrom} is evaluated
   * with the linked inputs.
   *
   * @param linked what {@link #linked} gave, or one of {@link Scattering#elements()}
   */
  public ObjectNode inputs(PlannedStep step, ObjectNode linked) {
    return expressions.valuesFrom(step.step(), step.scope().requirements(), linked);
  }

  /** Whether a step, or one element of it, is to run at all. */
  public boolean when(PlannedStep step, ObjectNode stepInputs) {
    return expressions.when(step.step(), step.scope().requirements(), stepInputs);
  }

  /**
   * The workflow's output object. All steps must have ended.
   *
   * @throws WorkflowException when the values do not fit
   */
  public ObjectNode workflowOutputs() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (WorkflowOutput output : plan.workflow().outputs()) {
      result.set(output.id(), output(plan.root(), output));
    }
    return result;
  }

  private ObjectNode linked(Scope scope, List<StepInput> stepInputs) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (StepInput input : stepInputs) {
      values.set(input.id(), linked(scope, input));
    }
    return values;
  }

  private JsonNode linked(Scope scope, StepInput input) {
    JsonNode value =
        LinkedValue.of(
            sources(scope, input.source()),
            input.sourceIsList(),
            input.linkMerge(),
            input.pickValue(),
            input.id(),
            input.location());
    return value.isNull() ? input.defaultValue().orElse(NullNode.instance) : value;
  }

  private List<JsonNode> sources(Scope scope, List<String> names) {
    List<JsonNode> values = new ArrayList<>();
    names.forEach(name -> values.add(source(scope, name)));
    return values;
  }

  private JsonNode source(Scope scope, String source) {
    int slash = source.indexOf('/');
    if (slash < 0) {
      return workflowInput(scope, source);
    }
    String step = scope.prefix() + source.substring(0, slash);
    String name = source.substring(slash + 1);
    Optional<Scope> child = plan.unfolded(step);
    if (child.isPresent()) {
      return WorkflowPlan.output(child.get().workflow(), name)
          .map(output -> output(child.get(), output))
          .orElse(NullNode.instance);
    }
    ObjectNode ended = outputs.get(step);
    if (ended == null) {
      throw new IllegalStateException("Step '" + step + "' has not ended yet");
    }
    return ended.hasNonNull(name) ? ended.get(name) : NullNode.instance;
  }

  private JsonNode workflowInput(Scope scope, String name) {
    JsonNode value =
        scope
            .parent()
            .map(unfolded -> outerInput(unfolded, name))
            .orElseGet(() -> inputs.get(name));
    if (value != null && !value.isNull()) {
      return value;
    }
    return scope
        .workflow()
        .input(name)
        .flatMap(InputParameter::usableDefault)
        .orElse(NullNode.instance);
  }

  private JsonNode outerInput(Scope.Unfolded unfolded, String name) {
    Optional<StepInput> wanted =
        unfolded.step().in().stream().filter(i -> i.id().equals(name)).findFirst();
    if (wanted.isEmpty()) {
      return NullNode.instance;
    }
    if (wanted.get().valueFrom().isEmpty()) {
      JsonNode value = linked(unfolded.scope(), wanted.get());
      return StepExpressions.listed(wanted.get(), value.deepCopy());
    }
    ObjectNode linked = linked(unfolded.scope(), unfolded.step().in());
    return expressions
        .valuesFrom(unfolded.step(), unfolded.scope().requirements(), linked)
        .get(name);
  }

  private JsonNode output(Scope scope, WorkflowOutput output) {
    return LinkedValue.of(
        sources(scope, output.outputSource()),
        output.sourceIsList(),
        output.linkMerge(),
        output.pickValue(),
        output.id(),
        output.location());
  }
}
