package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.cwl.document.check.CycleCheck;
import org.periplus.cwl.document.check.LinkCheck;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.model.WorkflowStep;

/** Reads a workflow and checks its links. */
final class WorkflowReader {

  private final ProcessReader.Head head;
  private final Fields fields;
  private final Context context;
  private final OpenDocument document;

  WorkflowReader(ProcessReader.Head head, OpenDocument document) {
    this.head = head;
    this.fields = head.fields();
    this.context = head.inside();
    this.document = document;
  }

  Workflow read() {
    fields.require("steps");
    fields.require("outputs");
    List<InputParameter> inputs = new ParameterReader(context).inputs(fields);
    List<Item> stepItems = Items.STEPS.of(fields, "steps");
    Links links =
        new Links(
            head.id(),
            inputs.stream()
                .map(InputParameter::id)
                .collect(Collectors.toCollection(LinkedHashSet::new)),
            outs(stepItems));
    List<WorkflowStep> steps = new ArrayList<>();
    for (Item item : stepItems) {
      new StepReader(item, head.id(), context, document, links).read().ifPresent(steps::add);
    }
    Workflow workflow =
        new Workflow(
            head.id(),
            fields.documentation(),
            inputs,
            outputs(links),
            head.requirements(),
            head.metadata(),
            List.copyOf(steps),
            fields.place().location());
    new CycleCheck(context.problems()).check(workflow);
    new LinkCheck(context.problems()).check(workflow);
    return workflow;
  }

  /** The names that each step offers, before the steps are read. */
  private Map<String, Set<String>> outs(List<Item> items) {
    Map<String, Set<String>> outs = new LinkedHashMap<>();
    for (Item item : items) {
      Fields step = Fields.unchecked(context, item.node(), Shape.STEP).quietly();
      outs.put(item.localName(), new LinkedHashSet<>(StepReader.outNames(step)));
    }
    return outs;
  }

  private List<WorkflowOutput> outputs(Links links) {
    List<WorkflowOutput> outputs = new ArrayList<>();
    for (Item item : Items.PARAMETERS.of(fields, "outputs")) {
      Fields output = Fields.of(context, item.node(), Shape.WORKFLOW_OUTPUT);
      Merging merging = Merging.of(output, "outputSource", links);
      Optional<String> format = ParameterReader.outputFormat(output);
      outputs.add(
          new WorkflowOutput(
              item.localName(),
              output.documentation(),
              new ParameterReader(context).type(output),
              new Bindings(output).secondaryFiles(),
              format,
              merging.sources(),
              merging.merged(),
              merging.linkMerge(),
              merging.pickValue(),
              item.place().location()));
    }
    return List.copyOf(outputs);
  }
}
