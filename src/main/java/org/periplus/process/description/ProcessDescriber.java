package org.periplus.process.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.Documentation;
import org.periplus.cwl.model.FileFormats;
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
   * @param configuration how it can be executed, and how often an input may occur
   */
  public static ProcessDescription describe(
      String id, Process process, ProcessConfiguration configuration) {
    return describe(id, process, configuration, Map.of(), Map.of());
  }

  /**
   * The same where the author states beside the document of which media types files are.
   *
   * @param ofInputs the media types of some inputs
   * @param ofOutputs those of some outputs
   */
  public static ProcessDescription describe(
      String id,
      Process process,
      ProcessConfiguration configuration,
      Map<String, List<String>> ofInputs,
      Map<String, List<String>> ofOutputs) {
    Map<String, JsonNode> stated = new TreeMap<>();
    process.metadata().forEach((iri, value) -> stated.put(secure(iri), value));
    String title = process.documentation().label().orElse(id);
    Map<String, Input> inputs = new LinkedHashMap<>();
    process
        .inputs()
        .forEach(
            input ->
                inputs.put(
                    input.id(),
                    input(
                        input,
                        ofInputs.getOrDefault(input.id(), FileFormats.mediaTypes(input.format())),
                        configuration.maxOccurs())));
    Map<String, Output> outputs = new LinkedHashMap<>();
    process
        .outputs()
        .forEach(
            output ->
                outputs.put(
                    output.id(),
                    output(
                        output,
                        ofOutputs.getOrDefault(output.id(), List.of()).stream()
                            .findFirst()
                            .or(() -> OutputFormats.mediaType(process, output)))));
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
        configuration.jobControlOptions(),
        inputs,
        outputs);
  }

  /** Whether a request may leave this input out. */
  public static boolean mayBeLeftOut(InputParameter input) {
    return input.type().optional() || input.usableDefault().isPresent();
  }

  private static Input input(InputParameter input, List<String> mediaTypes, int maxOccurs) {
    CwlType type = input.type().required();
    boolean many = type instanceof CwlType.Array;
    ObjectNode whole = TypeSchemas.of(type, mediaTypes);
    ObjectNode occurrence =
        type instanceof CwlType.Array array
            ? TypeSchemas.of(array.items().required(), mediaTypes)
            : whole;
    boolean optional = mayBeLeftOut(input);
    if (many) {
      whole.put("minItems", optional ? 0 : 1).put("maxItems", maxOccurs);
    }
    if (optional) {
      whole.put("nullable", true);
    }
    input
        .usableDefault()
        .filter(value -> !value.isNull())
        .ifPresent(value -> whole.set("default", value));
    return new Input(
        title(input.documentation(), input.id()),
        input.documentation().doc().orElse(title(input.documentation(), input.id())),
        optional ? 0 : null,
        many ? maxOccurs : null,
        many ? whole : null,
        occurrence);
  }

  private static String title(Documentation documentation, String id) {
    return documentation.label().orElse(id);
  }

  private static Output output(OutputParameter output, Optional<String> mediaType) {
    CwlType type = output.type().required();
    OutputSchemas schemas = new OutputSchemas(mediaType);
    return new Output(
        title(output.documentation(), output.id()),
        output.documentation().doc().orElse(title(output.documentation(), output.id())),
        TypeSchemas.holdsFiles(type) ? schemas.byReferenceOrValue(type) : null,
        schemas.byValue(type));
  }

  private static List<Metadata> metadata(Map<String, JsonNode> stated) {
    List<Metadata> list = new ArrayList<>();
    Optional.ofNullable(stated.get(SCHEMA_ORG + "softwareVersion"))
        .ifPresent(v -> list.add(Metadata.of(SCHEMA_ORG + "softwareVersion", text(v))));
    stated.forEach(
        (iri, value) -> {
          if (iri.equals(SCHEMA_ORG + "softwareVersion")) {
            return;
          }
          if (value.isArray()) {
            value.forEach(each -> list.add(Metadata.of(iri, value(each))));
          } else {
            list.add(Metadata.of(iri, value(value)));
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
    return secure(key).replace(SCHEMA_ORG, "s:");
  }

  private static String secure(String iri) {
    return iri.replaceFirst("^http://schema\\.org/", SCHEMA_ORG);
  }
}
