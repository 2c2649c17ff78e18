package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Suggestions;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Scatter;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.WorkflowStep;

/** Reads one step of a workflow. */
final class StepReader {

  private static final Map<String, Scatter.Method> METHODS = methods();

  private final Item item;
  private final String path;
  private final Context context;
  private final OpenDocument document;
  private final Links links;
  private final Fields fields;

  StepReader(Item item, String workflowId, Context outer, OpenDocument document, Links links) {
    this.item = item;
    this.path = workflowId + "/" + item.localName();
    this.document = document;
    this.links = links;
    Fields outside = Fields.of(outer, item.node(), Shape.STEP);
    this.context = RequirementReader.inside(outer, outside);
    this.fields = Fields.unchecked(context, item.node(), Shape.STEP);
  }

  private static Map<String, Scatter.Method> methods() {
    Map<String, Scatter.Method> methods = new LinkedHashMap<>();
    methods.put("dotproduct", Scatter.Method.DOTPRODUCT);
    methods.put("nested_crossproduct", Scatter.Method.NESTED_CROSSPRODUCT);
    methods.put("flat_crossproduct", Scatter.Method.FLAT_CROSSPRODUCT);
    return Collections.unmodifiableMap(methods);
  }

  /** The step; empty when the process that it runs could not be read. */
  Optional<WorkflowStep> read() {
    fields.require("run");
    fields.require("in");
    fields.require("out");
    List<StepInput> in = inputs();
    List<String> out = outNames(fields);
    Requirements requirements = new RequirementReader(context).read(fields);
    Optional<Scatter> scatter = scatter(in);
    Optional<String> when = when();
    Optional<Process> run = new RunReader(context, document).read(fields, path);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    checkOut(run.get());
    return Optional.of(
        new WorkflowStep(
            item.localName(),
            fields.documentation(),
            in,
            out,
            requirements,
            run.get(),
            when,
            scatter,
            item.place().location()));
  }

  private Optional<String> when() {
    Optional<String> when = fields.text("when");
    if (when.isPresent() && !Values.isExpression(when.get())) {
      context.invalid(fields.place("when"), "'when' must be an expression, such as $(inputs.go).");
    }
    return when;
  }

  private List<StepInput> inputs() {
    List<StepInput> inputs = new ArrayList<>();
    for (Item input : Items.STEP_INPUTS.of(fields, "in")) {
      Fields one = Fields.of(context, input.node(), Shape.STEP_INPUT);
      Merging merging = Merging.of(one, "source", links);
      inputs.add(
          new StepInput(
              input.localName(),
              merging.sources(),
              merging.merged(),
              merging.linkMerge(),
              merging.pickValue(),
              one.value("default"),
              one.text("valueFrom"),
              one.flag("loadContents", false),
              new Bindings(one).loadListing(),
              input.place().location()));
    }
    return List.copyOf(inputs);
  }

  /** The plain names in {@code out}. */
  static List<String> outNames(Fields step) {
    return outNodes(step).stream().map(Node.Scalar::text).map(Identifiers::local).toList();
  }

  private static List<Node.Scalar> outNodes(Fields step) {
    List<Node.Scalar> names = new ArrayList<>();
    if (step.has("out") && !step.isList("out")) {
      step.expected("'out' must be a list of names", step.node("out").orElseThrow());
      return names;
    }
    for (Node node : step.list("out")) {
      Node name = node;
      if (node instanceof Node.Mapping mapping) {
        Fields fields = Fields.of(step.context(), mapping, Shape.STEP_OUTPUT);
        fields.require("id");
        name = fields.node("id").orElse(node);
      }
      if (step.asText(name, "Each entry of 'out'").isPresent()) {
        names.add((Node.Scalar) name);
      }
    }
    return names;
  }

  private void checkOut(Process run) {
    Set<String> known =
        run.outputs().stream()
            .map(OutputParameter::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (Node.Scalar name : outNodes(fields.quietly())) {
      String local = Identifiers.local(name.text());
      if (!known.contains(local)) {
        context.invalid(
            name.place(),
            "The step '%s' has '%s' in its 'out', which is not an output of '%s'.%s Its outputs are: %s."
                .formatted(
                    item.localName(),
                    local,
                    run.nameToRead(),
                    Suggestions.didYouMean(local, known),
                    Suggestions.list(known)));
      }
    }
  }

  private Optional<Scatter> scatter(List<StepInput> in) {
    Set<String> known =
        in.stream().map(StepInput::id).collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> names = new ArrayList<>();
    for (Node.Scalar node : fields.textNodes("scatter")) {
      String name = Identifiers.local(node.text());
      if (known.contains(name)) {
        names.add(name);
      } else {
        context.invalid(
            node.place(),
            "The scatter '%s' is not in the 'in' of the step '%s'.%s Its 'in' has: %s."
                .formatted(
                    node.text(),
                    item.localName(),
                    Suggestions.didYouMean(name, known),
                    Suggestions.list(known)));
      }
    }
    Optional<Scatter.Method> method = fields.choice("scatterMethod", METHODS);
    if (fields.list("scatter").size() > 1 && !fields.has("scatterMethod")) {
      context.invalid(
          fields.place("scatter"),
          "A scatter over several inputs needs a scatterMethod: %s."
              .formatted(Suggestions.list(METHODS.keySet())));
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new Scatter(List.copyOf(names), method.orElse(Scatter.Method.DOTPRODUCT)));
  }
}
