package org.periplus.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.description.ProcessDescription.Metadata;
import org.periplus.process.description.ProcessDescription.Output;

/** The inputs and outputs of a process as fields. */
public final class FormFields {

  private FormFields() {}

  /**
   * The fields of the inputs, in the order of the author.
   *
   * @param secret the inputs whose values nobody may see in records
   */
  public static List<FormField> ofInputs(ProcessDescription process, Set<String> secret) {
    List<FormField> fields = new ArrayList<>();
    SchemaFields schemas = new SchemaFields();
    for (Map.Entry<String, Input> each : process.inputs().entrySet()) {
      String name = each.getKey();
      Input input = each.getValue();
      SchemaFields.Head head =
          new SchemaFields.Head(
              name,
              "in" + fields.size(),
              input.title(),
              input.description(),
              input.minOccurs() == null || input.minOccurs() > 0,
              secret.contains(name),
              unit(input.additionalParameters(), input.metadata()));
      fields.add(field(schemas, head, input));
    }
    return fields;
  }

  private static FormField field(SchemaFields schemas, SchemaFields.Head head, Input input) {
    if (input.extendedSchema() != null) {
      return schemas.of(head, input.extendedSchema());
    }
    boolean many = input.maxOccurs() != null && input.maxOccurs() > 1;
    return many
        ? schemas.listOf(
            head,
            input.schema(),
            input.minOccurs() == null ? 1 : input.minOccurs(),
            input.maxOccurs())
        : schemas.of(head, input.schema());
  }

  /** The outputs, to be read. */
  public static List<FormField> ofOutputs(ProcessDescription process) {
    List<FormField> fields = new ArrayList<>();
    SchemaFields schemas = new SchemaFields();
    for (Map.Entry<String, Output> each : process.outputs().entrySet()) {
      Output output = each.getValue();
      SchemaFields.Head head =
          new SchemaFields.Head(
              each.getKey(),
              "out" + fields.size(),
              output.title(),
              output.description(),
              false,
              false,
              unit(output.additionalParameters(), output.metadata()));
      fields.add(
          schemas.of(
              head, output.extendedSchema() == null ? output.schema() : output.extendedSchema()));
    }
    return fields;
  }

  /**
   * The unit that the author states: no schema has a word for it, so that it stands among the
   * additional parameters or the metadata.
   */
  private static Optional<String> unit(JsonNode additional, List<Metadata> metadata) {
    if (additional != null) {
      for (JsonNode parameter : additional.path("parameters")) {
        JsonNode value = parameter.path("value");
        JsonNode first = value.isArray() ? value.path(0) : value;
        if (isUnit(parameter.path("name").asText()) && first.isTextual()) {
          return Optional.of(first.textValue());
        }
      }
    }
    return Optional.ofNullable(metadata).stream()
        .flatMap(List::stream)
        .filter(each -> isUnit(each.role()) && each.value() != null && each.value().isTextual())
        .map(each -> each.value().textValue())
        .findFirst();
  }

  private static boolean isUnit(String name) {
    return name != null && name.matches("(?i)(.*[/#:])?(uom|units?|unitText|unitCode)");
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
