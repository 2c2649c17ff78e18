package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A CWL {@code Workflow}: steps linked by their inputs and outputs. */
public record Workflow(
    String id,
    Documentation documentation,
    List<InputParameter> inputs,
    List<WorkflowOutput> outputs,
    Requirements requirements,
    Map<String, JsonNode> metadata,
    List<WorkflowStep> steps,
    SourceLocation location)
    implements Process {

  @Override
  public Workflow withRequirements(Requirements others) {
    return new Workflow(id, documentation, inputs, outputs, others, metadata, steps, location);
  }
}
