package org.periplus.process.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the CWL tool that runs an image as its process description says: Part 2, "Docker". An
 * input becomes an argument of the image's entry point, an output is what its binding finds.
 * Without bindings the inputs follow in the order of the description, and an output is the file
 * that has its name, with or without an extension.
 */
final class ImageDocument {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MIB_IN_GB = 1024;

  /** The members of {@code config} that CWL has too, and how many of CWL's unit they count in. */
  private static final Map<String, Map.Entry<String, Integer>> RESOURCES =
      Map.of(
          "cpuMin", Map.entry("coresMin", 1),
          "cpuMax", Map.entry("coresMax", 1),
          "memoryMin", Map.entry("ramMin", MIB_IN_GB),
          "memoryMax", Map.entry("ramMax", MIB_IN_GB),
          "storageTempMin", Map.entry("tmpdirMin", MIB_IN_GB),
          "storageOutputsMin", Map.entry("outdirMin", MIB_IN_GB));

  private final JsonNode unit;
  private final JsonNode process;

  /**
   * @param unit the execution unit
   * @param process the process description
   * @throws MalformedPackageException if the description is not one of a process
   */
  ImageDocument(JsonNode unit, JsonNode process) {
    this.unit = unit;
    this.process = process;
    for (String member : new String[] {"inputs", "outputs"}) {
      if (!process.path(member).isObject()) {
        throw new MalformedPackageException(
            "A package with an image needs the member '"
                + member
                + "' in its process description, an object with a member for each.");
      }
    }
    if (!process.path("id").isTextual()) {
      throw new MalformedPackageException(
          "A package with an image needs the member 'id' in its process description.");
    }
  }

  /** The document, in JSON. */
  String text() {
    ObjectNode tool = JSON.objectNode();
    tool.put("cwlVersion", "v1.2").put("class", "CommandLineTool");
    tool.put("id", process.get("id").textValue());
    document(tool, process);
    tool.set("requirements", requirements());
    ObjectNode inputs = tool.putObject("inputs");
    int position = 0;
    for (Map.Entry<String, JsonNode> input : process.get("inputs").properties()) {
      inputs.set(input.getKey(), input(input.getKey(), input.getValue(), ++position));
    }
    ObjectNode outputs = tool.putObject("outputs");
    process
        .get("outputs")
        .properties()
        .forEach(o -> outputs.set(o.getKey(), output(o.getKey(), o.getValue())));
    return tool.toString();
  }

  private static void document(ObjectNode cwl, JsonNode described) {
    text(described, "title").ifPresent(title -> cwl.put("label", title));
    text(described, "description").ifPresent(description -> cwl.put("doc", description));
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.path(member).textValue());
  }

  private ObjectNode requirements() {
    ObjectNode requirements = JSON.objectNode();
    requirements.putObject("DockerRequirement").put("dockerPull", unit.get("image").textValue());
    requirements.putObject("InlineJavascriptRequirement");
    JsonNode config = unit.path("config");
    ObjectNode resources = JSON.objectNode();
    RESOURCES.forEach(
        (ogc, cwl) -> {
          if (config.path(ogc).isNumber()) {
            resources.put(cwl.getKey(), config.get(ogc).doubleValue() * cwl.getValue());
          }
        });
    if (!resources.isEmpty()) {
      requirements.set("ResourceRequirement", resources);
    }
    if (config.path("jobTimeout").isNumber()) {
      requirements
          .putObject("ToolTimeLimit")
          .put("timelimit", config.get("jobTimeout").longValue());
    }
    for (JsonNode binding : unit.at("/bindings/inputBindings")) {
      if (!binding.path("shellQuote").asBoolean(true)) {
        requirements.putObject("ShellCommandRequirement");
      }
    }
    return requirements;
  }

  private ObjectNode input(String name, JsonNode described, int position) {
    ObjectNode input = JSON.objectNode();
    document(input, described);
    JsonNode schema = described.path("schema");
    JsonNode type = SchemaTypes.of(schema);
    if (described.path("maxOccurs").asInt(1) != 1) {
      ObjectNode array = JSON.objectNode().put("type", "array");
      type = array.set("items", type);
    }
    if (described.path("minOccurs").asInt(1) == 0) {
      type = JSON.arrayNode().add("null").add(type);
    }
    input.set("type", type);
    if (schema.has("default")) {
      input.set("default", schema.get("default"));
    }
    ObjectNode binding = input.putObject("inputBinding").put("position", position);
    JsonNode written = unit.path("bindings").path("inputBindings").path(name);
    for (String member :
        new String[] {"prefix", "position", "valueFrom", "itemSeparator", "shellQuote"}) {
      if (written.has(member)) {
        binding.set(member, written.get(member));
      }
    }
    if (written.has("inputSeparator")) { // So it is called in the standard's example.
      binding.set("itemSeparator", written.get("inputSeparator"));
    }
    return input;
  }

  private ObjectNode output(String name, JsonNode described) {
    ObjectNode output = JSON.objectNode();
    document(output, described);
    JsonNode type = SchemaTypes.of(described.path("schema"));
    output.set("type", type);
    ObjectNode binding = output.putObject("outputBinding");
    JsonNode glob = unit.path("bindings").path("outputBindings").path(name).path("glob");
    if (glob.isMissingNode()) {
      binding.set("glob", JSON.arrayNode().add(name).add(name + ".*"));
    } else {
      binding.set("glob", glob);
    }
    if (!SchemaTypes.isFiles(type)) {
      binding.put("loadContents", true);
      binding.put(
          "outputEval",
          SchemaTypes.isText(type)
              ? "$(self[0].contents.trim())"
              : "$(JSON.parse(self[0].contents))");
    }
    return output;
  }
}
