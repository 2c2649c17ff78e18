package org.periplus.process.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.process.description.ProcessDescription.Extras;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.description.ProcessDescription.Output;

/**
 * What a process description beside a CWL document says of an input or an output: Part 1, schema
 * {@code descriptionType}. What values may be says the document, which is held; how they are
 * written says the description.
 *
 * @param schema as it was written; a missing node when it was not
 */
public record StatedParameter(
    Optional<String> title, Optional<String> description, Extras extras, JsonNode schema) {

  /** What says how a text is to be read; validators hold nothing of it. */
  private static final List<String> FORMATS =
      List.of("format", "contentMediaType", "contentEncoding", "contentSchema");

  /**
   * Reads inputs or outputs, by their names; some drafts have a list with identifiers.
   *
   * @throws IllegalArgumentException if one of them is not what the schema says
   */
  public static Map<String, StatedParameter> of(JsonNode written) {
    Map<String, StatedParameter> parameters = new LinkedHashMap<>();
    if (written.isArray()) {
      written.forEach(each -> parameters.put(each.path("id").asText(), one(each)));
    } else {
      written.properties().forEach(each -> parameters.put(each.getKey(), one(each.getValue())));
    }
    return parameters;
  }

  private static StatedParameter one(JsonNode written) {
    return new StatedParameter(
        Optional.ofNullable(written.path("title").textValue()),
        Optional.ofNullable(written.path("description").textValue()),
        StatedExtras.of(written),
        written.path("schema"));
  }

  /** The media types of files, by the names of their inputs or outputs. */
  public static Map<String, List<String>> mediaTypes(Map<String, StatedParameter> parameters) {
    Map<String, List<String>> types = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          List<String> stated =
              parameter.schema().findValuesAsText("contentMediaType").stream().distinct().toList();
          if (!stated.isEmpty()) {
            types.put(name, stated);
          }
        });
    return types;
  }

  /** The input with what is stated of it. */
  public Input over(Input described) {
    return described.with(
        title.orElse(described.title()),
        description.orElse(described.description()),
        extras,
        formatted(described.schema()));
  }

  /** The output with what is stated of it. */
  public Output over(Output described) {
    return described.with(
        title.orElse(described.title()),
        description.orElse(described.description()),
        extras,
        formatted(described.schema()));
  }

  /**
   * A choice says for each alternative how it is written; a plain schema takes over what is said.
   */
  private JsonNode formatted(JsonNode described) {
    if (!(described instanceof ObjectNode plain)
        || !plain.path("type").isTextual()
        || !plain.get("type").equals(schema.path("type"))) {
      return described;
    }
    ObjectNode formatted = plain.deepCopy();
    FORMATS.stream()
        .filter(schema::has)
        .forEach(format -> formatted.set(format, schema.get(format)));
    return formatted;
  }
}
