package org.periplus.cwl.document.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.LinkMerge;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.PickValue;
import org.periplus.cwl.model.Scatter;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.model.WorkflowStep;

/**
 * Checks that each step gets what it needs and that no link carries values which its end can never
 * take. A link that may fit or not is left to the run.
 */
public final class LinkCheck {

  private static final Set<CwlType> FILES = Set.of(Primitive.FILE, Primitive.DIRECTORY);

  private final Problems problems;
  private final DefaultCheck defaults;
  private final Map<String, CwlType> sources = new HashMap<>();

  public LinkCheck(Problems problems) {
    this.problems = problems;
    this.defaults = new DefaultCheck(problems);
  }

  public void check(Workflow workflow) {
    workflow.inputs().forEach(input -> sources.put(input.id(), input.type()));
    for (WorkflowStep step : workflow.steps()) {
      for (OutputParameter output : step.run().outputs()) {
        sources.put(step.id() + "/" + output.id(), outputType(step, output.type()));
      }
    }
    for (WorkflowStep step : workflow.steps()) {
      checkComplete(step);
      defaults.check(step);
      step.in().forEach(input -> check(step, input));
    }
    workflow.outputs().forEach(this::check);
  }

  private static CwlType outputType(WorkflowStep step, CwlType type) {
    CwlType result = step.when().isPresent() ? LinkTypes.orNull(type) : type;
    int levels = 0;
    if (step.scatter().isPresent()) {
      Scatter scatter = step.scatter().get();
      levels = scatter.method() == Scatter.Method.NESTED_CROSSPRODUCT ? scatter.inputs().size() : 1;
    }
    for (int i = 0; i < levels; i++) {
      result = new CwlType.Array(result, Optional.empty());
    }
    return result;
  }

  private void checkComplete(WorkflowStep step) {
    for (InputParameter needed : step.run().inputs()) {
      problems.effort().goOn();
      if (needed.type().optional() || needed.defaultValue().isPresent()) {
        continue;
      }
      Optional<StepInput> given =
          step.in().stream().filter(i -> i.id().equals(needed.id())).findFirst();
      if (given.isEmpty() || givesNothing(given.get())) {
        problems.invalid(
            given.map(StepInput::location).orElse(step.location()),
            ("The step '%s' does not give the input '%s' of '%s', which needs a value of type %s;"
                    + " add it to 'in' with a source, default or valueFrom.")
                .formatted(step.id(), needed.id(), step.run().nameToRead(), needed.type()));
      }
    }
  }

  private static boolean givesNothing(StepInput input) {
    return input.source().isEmpty()
        && input.defaultValue().isEmpty()
        && input.valueFrom().isEmpty();
  }

  private void check(WorkflowStep step, StepInput input) {
    problems.effort().goOn();
    if (input.valueFrom().isPresent()) {
      return;
    }
    Optional<CwlType> wanted = step.run().input(input.id()).map(InputParameter::type);
    if (wanted.isEmpty()) {
      return;
    }
    boolean scattered = step.scatter().filter(s -> s.inputs().contains(input.id())).isPresent();
    CwlType sink = scattered ? new CwlType.Array(wanted.get(), Optional.empty()) : wanted.get();
    String name = "the input '" + input.id() + "' of the step '" + step.id() + "'";
    check(
        new End(
            name,
            sink,
            input.source(),
            input.sourceIsList(),
            input.linkMerge(),
            input.pickValue(),
            input.location()));
  }

  private void check(WorkflowOutput output) {
    check(
        new End(
            "the workflow output '" + output.id() + "'",
            output.type(),
            output.outputSource(),
            output.sourceIsList(),
            output.linkMerge(),
            output.pickValue(),
            output.location()));
  }

  private record End(
      String name,
      CwlType type,
      List<String> sources,
      boolean merged,
      LinkMerge linkMerge,
      Optional<PickValue> pickValue,
      SourceLocation location) {
    boolean isOutput() {
      return name.startsWith("the workflow output");
    }
  }

  private void check(End end) {
    if (end.sources().isEmpty() && end.isOutput() && !end.type().optional()) {
      problems.invalid(
          end.location(),
          "Nothing gives a value to %s, which takes %s; add an outputSource."
              .formatted(end.name(), end.type()));
    }
    for (String source : end.sources()) {
      problems.effort().goOn();
      CwlType type = sources.get(source);
      if (type == null) {
        continue;
      }
      CwlType arriving = arriving(type, end);
      if (!LinkTypes.canMatch(arriving, end.type())) {
        problems.invalid(
            end.location(),
            "'%s' of type %s cannot be linked to %s, which takes %s.%s"
                .formatted(source, type, end.name(), end.type(), hint(arriving, end)));
      }
    }
  }

  /** What one source contributes, as seen at the link's end. */
  private static CwlType arriving(CwlType source, End end) {
    Optional<PickValue> pick = end.pickValue();
    if (!end.merged()) {
      return pick.isPresent() ? picked(source, pick.get()) : source;
    }
    if (pick.isPresent() && pick.get() != PickValue.ALL_NON_NULL) {
      return end.linkMerge() == LinkMerge.MERGE_FLATTENED ? oneOrItem(source) : source;
    }
    return end.linkMerge() == LinkMerge.MERGE_FLATTENED
        ? LinkTypes.flattened(source)
        : new CwlType.Array(source, Optional.empty());
  }

  private static CwlType oneOrItem(CwlType source) {
    return source.required() instanceof CwlType.Array array
        ? new CwlType.Union(List.of(source, array.items()))
        : source;
  }

  private static CwlType picked(CwlType source, PickValue pick) {
    if (pick == PickValue.ALL_NON_NULL || !(source.required() instanceof CwlType.Array array)) {
      return source;
    }
    return array.items();
  }

  private static String hint(CwlType arriving, End end) {
    if (arriving.toString().equals(end.type().toString())) {
      return " " + TypeDifference.of(arriving, end.type());
    }
    if (arriving instanceof CwlType.Array array && LinkTypes.canMatch(array.items(), end.type())) {
      if (end.merged()) {
        return " Several sources become an array; make the type an array, or pick one with"
            + " pickValue: first_non_null.";
      }
      return " Scatter over it, or make the type an array.";
    }
    if (end.type().required() instanceof CwlType.Array array
        && LinkTypes.canMatch(arriving, array.items())) {
      return " Give an array, for example with linkMerge: merge_nested"
          + (end.name().startsWith("the input") ? ", and check what is scattered over." : ".");
    }
    boolean files = FILES.contains(arriving.required()) && FILES.contains(end.type().required());
    return files ? " Make both File or both Directory." : " Make the types the same.";
  }
}
