package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A CWL {@code ExpressionTool}.
 *
 * @param expression the expression, whose result is the object of outputs
 */
public record ExpressionTool(
    String id,
    Documentation documentation,
    List<InputParameter> inputs,
    List<ToolOutput> outputs,
    Requirements requirements,
    Map<String, JsonNode> metadata,
    String expression,
    SourceLocation location)
    implements Process {

  @Override
  public ExpressionTool withRequirements(Requirements others) {
    return new ExpressionTool(
        id, documentation, inputs, outputs, others, metadata, expression, location);
  }
}
