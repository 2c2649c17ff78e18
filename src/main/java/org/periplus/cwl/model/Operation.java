package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A CWL {@code Operation}: inputs and outputs without a way to run; it can only be described. */
public record Operation(
    String id,
    Documentation documentation,
    List<InputParameter> inputs,
    List<ToolOutput> outputs,
    Requirements requirements,
    Map<String, JsonNode> metadata,
    SourceLocation location)
    implements Process {

  @Override
  public Operation withRequirements(Requirements others) {
    return new Operation(id, documentation, inputs, outputs, others, metadata, location);
  }
}
