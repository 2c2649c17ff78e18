package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.ToolOutput;

/**
 * A site's tool that brings references in, or results out. The site's values of its other inputs
 * are their defaults, so that no record of a run shows them. Immutable.
 *
 * @param input the input that is given what there is to stage
 * @param files the type that says for which of File and Directory the tool is
 */
record SiteTool(CommandLineTool tool, String input, CwlType files) {

  /** Whether it is for objects of this class: {@code File} or {@code Directory}. */
  boolean isFor(String className) {
    return holds(files, className);
  }

  static boolean holds(CwlType type, String className) {
    CwlType present = type.required();
    return present == CwlType.Primitive.ANY
        || present.toString().equals(className)
        || (present instanceof CwlType.Union union
            && union.alternatives().stream().anyMatch(each -> holds(each, className)));
  }

  /** The inputs for one reference. */
  ObjectNode inputs(String reference) {
    return inputs(text(reference));
  }

  /** The inputs for one value. */
  ObjectNode inputs(JsonNode value) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.set(input, value);
    return inputs;
  }

  /** A string, or the record with a {@code value} by which some packages write a URI. */
  private JsonNode text(String reference) {
    boolean record =
        tool.input(input)
            .filter(known -> known.type().required() instanceof CwlType.Record)
            .isPresent();
    return record
        ? JsonNodeFactory.instance.objectNode().put(SiteToolReader.URI_FIELD, reference)
        : JsonNodeFactory.instance.textNode(reference);
  }

  /** Its only output. */
  ToolOutput output() {
    return tool.outputs().get(0);
  }
}
