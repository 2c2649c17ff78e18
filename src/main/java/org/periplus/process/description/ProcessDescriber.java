package org.periplus.process.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.Documentation;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.description.ProcessDescription.Metadata;
import org.periplus.process.description.ProcessDescription.Output;

/** Describes a CWL process in OGC's terms. */
public final class ProcessDescriber {

  private static final String SCHEMA_ORG = "https://schema.org/";

  /** The version of a package that states none, since the standard wants one. */
  private static final String NO_VERSION = "0.0.0";

  private ProcessDescriber() {}

  /**
   * Describes a process.
   *
   * @param id the identifier under which it is deployed
   * @param jobControlOptions how it can be executed
   */
  public static ProcessDescription describe(
      String id, Process process, List<String> jobControlOptions) {
    Map<String, JsonNode> stated = new TreeMap<>();
    process.metadata().forEach((iri, value) -> stated.put(secure(iri), value));
    String title = process.documentation().label().orElse(id);
    Map<String, Input> inputs = new TreeMap<>();
    process.inputs().forEach(input -> inputs.put(input.id(), input(input)));
    Map<String, Output> outputs = new TreeMap<>();
    process.outputs().forEach(output -> outputs.put(output.id(), output(output)));
    return new ProcessDescription(
        id,
        title,
        process.documentation().doc().orElse(title),
        true,
        Optional.ofNullable(stated.get(SCHEMA_ORG + "softwareVersion"))
            .map(JsonNode::asText)
            .orElse(NO_VERSION),
        metadata(stated),
        List.of("value", "reference"),
        jobControlOptions,
        inputs,
        outputs);
  }

  /** Whether a request may leave this input out. */
  public static boolean mayBeLeftOut(InputParameter input) {
    return input.type().optional() || input.defaultValue().isPresent();
  }

  private static Input input(InputParameter input) {
    CwlType type = input.type().required();
    boolean many = type instanceof CwlType.Array;
    ObjectNode schema =
        type instanceof CwlType.Array array ? occurrence(array.items()) : TypeSchemas.of(type);
    ObjectNode whole =
        type instanceof CwlType.Array array ? TypeSchemas.array(array.items(), 1) : null;
    if (mayBeLeftOut(input)) {
      (whole == null ? schema : whole).put("nullable", true);
    }
    input
        .defaultValue()
        .filter(value -> !value.isNull())
        .ifPresent(
            value -> {
              schema.set("default", value);
              if (whole != null) {
                whole.set("default", value);
                ((ObjectNode) whole.get("items")).set("default", value);
              }
            });
    return new Input(
        title(input.documentation(), input.id()),
        input.documentation().doc().orElse(title(input.documentation(), input.id())),
        mayBeLeftOut(input) ? 0 : null,
        many ? TypeSchemas.MANY : null,
        whole,
        schema);
  }

  private static String title(Documentation documentation, String id) {
    return documentation.label().orElse(id);
  }

  private static ObjectNode occurrence(CwlType items) {
    return TypeSchemas.of(items.required());
  }

  private static Output output(OutputParameter output) {
    CwlType type = output.type().required();
    return new Output(
        title(output.documentation(), output.id()),
        output.documentation().doc().orElse(title(output.documentation(), output.id())),
        TypeSchemas.holdsFiles(type)
            ? TypeSchemas.outputByReferenceOrValue("application/json")
            : null,
        TypeSchemas.output(type));
  }

  private static List<Metadata> metadata(Map<String, JsonNode> stated) {
    List<Metadata> list = new ArrayList<>();
    Optional.ofNullable(stated.get(SCHEMA_ORG + "softwareVersion"))
        .ifPresent(v -> list.add(new Metadata(SCHEMA_ORG + "softwareVersion", text(v))));
    stated.forEach(
        (iri, value) -> {
          if (iri.equals(SCHEMA_ORG + "softwareVersion")) {
            return;
          }
          if (value.isArray()) {
            value.forEach(each -> list.add(new Metadata(iri, value(each))));
          } else {
            list.add(new Metadata(iri, value(value)));
          }
        });
    return list;
  }

  /** A version such as 1.0 is a number in YAML, but a name in a description. */
  private static JsonNode text(JsonNode value) {
    return JsonNodeFactory.instance.textNode(value.asText());
  }

  private static JsonNode value(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    JsonNode className = value.get("class");
    if (className != null) {
      object.put("@context", "https://schema.org");
      object.put("@type", className.asText().replaceFirst("^.*[:/#]", ""));
    }
    value
        .properties()
        .forEach(
            member -> {
              if (!member.getKey().equals("class")) {
                object.set(name(member.getKey()), value(member.getValue()));
              }
            });
    return object;
  }

  private static String name(String key) {
    return secure(key).replace(SCHEMA_ORG, "s.").replaceFirst("^s:", "s.");
  }

  private static String secure(String iri) {
    return iri.replaceFirst("^http://schema\\.org/", SCHEMA_ORG);
  }
}
