package org.periplus.cwl.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.cwl.tool.input.InputObject;
import org.periplus.cwl.tool.output.OutputCollector;
import org.periplus.cwl.tool.output.OutputException;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.tool.plan.ResourceRequest;
import org.periplus.cwl.tool.plan.Resources;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.value.ValueCheck;

/** Runs an ExpressionTool, which needs no container. Threads may share it. */
public final class ExpressionToolRun {

  private final ExpressionEngine engine;
  private final HostAccess access;
  private final InputObject inputObject;

  /** Formats are compared for equality, and all files of the host may be inputs and outputs. */
  public ExpressionToolRun(ExpressionEngine engine) {
    this(engine, FormatRelation.EQUALITY, HostAccess.EVERYTHING);
  }

  public ExpressionToolRun(ExpressionEngine engine, FormatRelation formats, HostAccess access) {
    this.engine = engine;
    this.access = access;
    this.inputObject = new InputObject(engine, formats, access);
  }

  /**
   * The output object. Files in it are those of the inputs, or literals.
   *
   * @param effective the tool's requirements with those of the step and the workflow
   * @param inputs the input object as it is given; not changed
   * @throws InputException when a value cannot be taken
   * @throws OutputException when the result is not of the outputs' types
   * @throws ExpressionException when the expression fails
   */
  public ObjectNode evaluate(ExpressionTool tool, Requirements effective, ObjectNode inputs) {
    ObjectNode prepared = inputObject.prepareForStep(tool, effective, inputs);
    ExpressionContext context =
        ExpressionContext.of(prepared, effective.find(Requirement.InlineJavascript.class));
    ResourceRequest resources =
        Resources.of(effective.find(Requirement.Resource.class), engine, context);
    ObjectNode runtime = JsonNodeFactory.instance.objectNode();
    Resources.describe(resources, runtime);
    JsonNode result =
        ExpressionException.locating(
                tool.location(),
                () ->
                    engine.evaluate(
                        tool.expression(),
                        new ExpressionContext(
                            prepared, NullNode.getInstance(), runtime, context.javascript())))
            .deepCopy();
    if (!(result instanceof ObjectNode outputs)) {
      throw new OutputException(
          "of the expression", "must be an object, not " + ValueCheck.kind(result));
    }
    FileValues.visitAll(outputs, this::complete);
    OutputCollector.checkTypes(tool.outputs(), outputs);
    return outputs;
  }

  private void complete(ObjectNode file) {
    FileValues.hostPath(file.path("location").asText(file.path("path").asText("")))
        .filter(path -> !access.mayRead(path))
        .ifPresent(
            path -> {
              throw new OutputException(
                  "of the expression", "'" + path + "' is a file of the server");
            });
    if (!file.hasNonNull("basename") && file.hasNonNull("location")) {
      file.put("basename", FileValues.lastName(file.path("location").asText()));
    }
    if (file.hasNonNull("basename")) {
      FileValues.setNameParts(file);
    }
  }
}
