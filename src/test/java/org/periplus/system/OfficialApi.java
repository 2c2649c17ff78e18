package org.periplus.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One of the official OpenAPI documents of the standard. */
final class OfficialApi {

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder
                  .metaSchema(OpenApi30.getInstance())
                  .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final ObjectNode document;

  /** An answer that the document describes, such as {@code GET /jobs/{jobID} 404}. */
  record Answer(String operation, int status, JsonNode described) {
    @Override
    public String toString() {
      return operation + " " + status;
    }
  }

  private OfficialApi(ObjectNode document) {
    this.document = document;
  }

  static OfficialApi read(Path file) throws IOException {
    Object tree =
        new Load(LoadSettings.builder().setCodePointLimit(10_000_000).build())
            .loadFromString(Files.readString(file));
    return new OfficialApi(Server.JSON.valueToTree(tree));
  }

  /**
   * Lets values match more than one alternative of these schemas, whose alternatives overlap: each
   * string is also one with binary content, each integer a number.
   */
  OfficialApi withOverlapping(String... schemas) {
    for (String name : schemas) {
      ObjectNode schema = (ObjectNode) document.at("/components/schemas/" + name);
      schema.set("anyOf", schema.remove("oneOf"));
    }
    return this;
  }

  /** Puts another schema where the document is known to be wrong. */
  OfficialApi correcting(String parent, String member, String schema) throws IOException {
    ((ObjectNode) document.at("/components/schemas" + parent))
        .set(member, Server.JSON.readTree(schema));
    return this;
  }

  /** All answers with a status code of their own. */
  List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          for (Map.Entry<String, JsonNode> response :
              operation.getValue().get("responses").properties()) {
            if (!response.getKey().equals("default")) {
              answers.add(
                  new Answer(
                      name, Integer.parseInt(response.getKey()), resolved(response.getValue())));
            }
          }
        }
      }
    }
    return answers;
  }

  /** What is wrong with a value by a schema of the document. */
  Set<String> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = Server.JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.get("components"));
    return SCHEMAS.getSchema(whole).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
