package org.periplus.cwl.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.value.ValueCheck;

/**
 * Makes the input object that a process sees out of the one that it is given: defaults filled in,
 * values checked against their types, Files and Directories completed, secondary files found,
 * contents and listings loaded.
 *
 * <p>Threads may share it.
 */
public final class InputObject {

  private final ExpressionEngine engine;
  private final FormatRelation formats;
  private final InputFiles files;

  public InputObject(ExpressionEngine engine, FormatRelation formats, HostAccess access) {
    this.engine = engine;
    this.formats = formats;
    this.files = new InputFiles(access);
  }

  /**
   * The inputs of a process that is started by a user: secondary files that are not listed are
   * looked for beside their files.
   *
   * @param effective the process's requirements with those of the surroundings
   * @throws InputException naming the input and what is wrong with it
   */
  public ObjectNode prepareForUser(Process process, Requirements effective, ObjectNode given) {
    return prepare(process, effective, given, true);
  }

  /**
   * The inputs of a process that is started by a workflow: secondary files must have come with
   * their files.
   *
   * @param effective the process's requirements with those of the step and the workflow
   * @throws InputException naming the input and what is wrong with it
   */
  public ObjectNode prepareForStep(Process process, Requirements effective, ObjectNode given) {
    return prepare(process, effective, given, false);
  }

  private ObjectNode prepare(
      Process process, Requirements effective, ObjectNode given, boolean lookBeside) {
    ObjectNode inputs = given.deepCopy();
    for (InputParameter parameter : process.inputs()) {
      fillAndCheck(parameter, inputs);
    }
    ExpressionContext context =
        ExpressionContext.of(inputs, effective.find(Requirement.InlineJavascript.class));
    LoadListing usualListing =
        effective
            .find(Requirement.Listing.class)
            .map(Requirement.Listing::loadListing)
            .orElse(LoadListing.NO_LISTING);
    for (InputParameter parameter : process.inputs()) {
      FileRules rules = new FileRules(engine, context, formats, usualListing, lookBeside);
      rules.apply(inputs.get(parameter.id()), parameter);
    }
    return inputs;
  }

  private void fillAndCheck(InputParameter parameter, ObjectNode inputs) {
    String where = "'" + parameter.id() + "'";
    JsonNode value = inputs.get(parameter.id());
    if (value == null || value.isNull() || InputParameter.isEmptyFile(parameter.type(), value)) {
      value =
          parameter
              .usableDefault()
              .<JsonNode>map(JsonNode::deepCopy)
              .orElse(NullNode.getInstance());
      inputs.set(parameter.id(), value);
      if (value.isNull() && !ValueCheck.acceptsNull(parameter.type())) {
        throw new InputException(
            where, "a value of type " + parameter.type() + " is required and none is given");
      }
    }
    JsonNode checked = value;
    ValueCheck.mismatch(checked, parameter.type())
        .ifPresent(
            wrong -> {
              throw new InputException(where + wrong.where(), wrong.reason());
            });
    FileValues.visitAll(value, file -> files.complete(file, where));
  }
}
