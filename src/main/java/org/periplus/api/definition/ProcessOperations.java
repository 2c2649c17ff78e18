package org.periplus.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;

/** The execution of one process, with the schemas of its own inputs and outputs. */
record ProcessOperations(ProcessDescription process) {

  private static final String REF = "$ref";
  private static final List<String> EXECUTE_REQUEST =
      List.of("application/json", "application/ogcapi-processes+json");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Adds the path; its responses are those of any execution. */
  void addTo(ObjectNode paths) {
    JsonNode any = paths.at("/~1processes~1{processID}~1execution/post");
    ObjectNode path = paths.putObject("/processes/" + encoded(process.id()) + "/execution");
    path.set("get", byQuery(paths.at("/~1processes~1{processID}~1execution/get")));
    ObjectNode post = path.putObject("post");
    post.put("operationId", "execute-" + process.id());
    post.put("summary", title());
    if (process.description() != null) {
      post.put("description", process.description());
    }
    post.putArray("tags").add("Deployed processes");
    post.set("parameters", any.path("parameters").deepCopy());
    ObjectNode body = post.putObject("requestBody").put("required", true);
    ObjectNode content = body.putObject("content");
    for (String mediaType : EXECUTE_REQUEST) {
      content.putObject(mediaType).set("schema", request());
    }
    post.set("callbacks", any.path("callbacks").deepCopy());
    post.set("responses", any.path("responses").deepCopy());
  }

  /** {@code /req/kvp-execute/input-query-parameters}: each input is a parameter. */
  private ObjectNode byQuery(JsonNode any) {
    ObjectNode get = JSON.objectNode().put("operationId", "execute-by-query-" + process.id());
    get.put("summary", title() + ", with the inputs in the query");
    get.putArray("tags").add("Deployed processes");
    ArrayNode parameters = get.putArray("parameters");
    for (JsonNode parameter : any.path("parameters")) {
      if (!parameter.path("name").asText().equals("inputs")) {
        parameters.add(parameter.deepCopy());
      }
    }
    process
        .inputs()
        .forEach(
            (name, input) ->
                parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .put("style", "form")
                    .put("explode", false)
                    .set("schema", queried(input(input))));
    get.set("responses", any.path("responses").deepCopy());
    return get;
  }

  /** Numbers, truth and texts as such; all else is written as text. */
  private static ObjectNode queried(ObjectNode schema) {
    return schema.path("type").asText().matches("number|integer|boolean|string")
        ? schema
        : JSON.objectNode().put("type", "string");
  }

  private String title() {
    return process.title() == null ? process.id() : process.title();
  }

  private ObjectNode request() {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode members = schema.putObject("properties");
    ObjectNode inputs = members.putObject("inputs").put("type", "object");
    ArrayNode required = JSON.arrayNode();
    ObjectNode properties = inputs.putObject("properties");
    process
        .inputs()
        .forEach(
            (name, input) -> {
              properties.set(name, input(input));
              if (input.minOccurs() == null || input.minOccurs() > 0) {
                required.add(name);
              }
            });
    if (!required.isEmpty()) {
      inputs.set("required", required);
      schema.putArray("required").add("inputs");
    }
    ObjectNode outputs = members.putObject("outputs").put("type", "object");
    ObjectNode chosen = outputs.putObject("properties");
    process
        .outputs()
        .keySet()
        .forEach(name -> chosen.putObject(name).put(REF, "#/components/schemas/output"));
    outputs.put("additionalProperties", false);
    members.putObject("response").put(REF, "#/components/schemas/response");
    return schema;
  }

  /** One value, or several of an input that may occur more than once. */
  private static ObjectNode input(Input input) {
    ObjectNode schema;
    if (input.extendedSchema() instanceof ObjectNode whole) {
      schema = whole.deepCopy();
    } else if (input.maxOccurs() != null && input.maxOccurs() > 1) {
      schema = JSON.objectNode();
      ArrayNode choices = schema.putArray("anyOf");
      choices.add(input.schema().deepCopy());
      choices
          .addObject()
          .put("type", "array")
          .put("maxItems", input.maxOccurs())
          .set("items", input.schema().deepCopy());
    } else {
      schema = ((ObjectNode) input.schema()).deepCopy();
    }
    for (Map.Entry<String, String> text :
        Map.of("title", orEmpty(input.title()), "description", orEmpty(input.description()))
            .entrySet()) {
      if (!text.getValue().isEmpty() && !schema.has(text.getKey()) && !schema.has(REF)) {
        schema.put(text.getKey(), text.getValue());
      }
    }
    return schema;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
