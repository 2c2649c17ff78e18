package org.periplus.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What all operations have in common and none says for itself: pages beside JSON, conditions, and
 * refusals.
 */
final class Representations {

  private static final String REF = "$ref";
  private static final String JSON = "application/json";
  private static final String SVG = "image/svg+xml";
  private static final String PROV_NOTATION = "text/provenance-notation";

  private Representations() {}

  static void addTo(ObjectNode document) {
    for (JsonNode path : document.path("paths")) {
      for (Map.Entry<String, JsonNode> operation : path.properties()) {
        if (operation.getValue() instanceof ObjectNode described && described.has("responses")) {
          complete(operation.getKey(), described, document);
        }
      }
    }
  }

  private static void complete(String method, ObjectNode operation, ObjectNode document) {
    ObjectNode responses = operation.withObjectProperty("responses");
    JsonNode found = responses.path("200");
    if (method.equals("get") && resolved(found, document).path("content").has(JSON)) {
      addPage((ObjectNode) resolved(found, document));
      parameters(operation).add(format(resolved(found, document).path("content")));
      parameters(operation).addObject().put(REF, "#/components/parameters/If-None-Match");
      responses.putObject("304").put(REF, "#/components/responses/NotModified");
      responses.putObject("406").put(REF, "#/components/responses/NotAcceptable");
    }
    responses.putObject("default").put(REF, "#/components/responses/Problem");
  }

  /** The parameter {@code f}: what stands for the media types that this resource has. */
  private static ObjectNode format(JsonNode content) {
    ObjectNode parameter = JsonNodeFactory.instance.objectNode();
    parameter.put("name", "f").put("in", "query");
    parameter.put("description", "the representation, in place of the header Accept");
    ObjectNode schema = parameter.putObject("schema").put("type", "string");
    ArrayNode names = schema.putArray("enum").add("json").add("html");
    for (OpenApiVersion version : OpenApiVersion.values()) {
      if (content.has(version.mediaType())) {
        names.add("oas" + version.number().replace(".", ""));
      }
    }
    if (content.has(SVG)) {
      names.add("svg");
    }
    if (content.has("text/csv")) {
      names.add("csv");
    }
    if (content.has(PROV_NOTATION)) {
      names.add("provn");
    }
    return parameter;
  }

  private static ArrayNode parameters(ObjectNode operation) {
    return operation.withArrayProperty("parameters");
  }

  private static void addPage(ObjectNode response) {
    ObjectNode content = response.withObjectProperty("content");
    if (!content.has("text/html")) {
      content.putObject("text/html").putObject("schema").put("type", "string");
    }
  }

  private static JsonNode resolved(JsonNode node, JsonNode document) {
    return node.has(REF) ? document.at(node.get(REF).asText().substring(1)) : node;
  }
}
