package org.periplus.api.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The values of a run's record as others may read them: a file or folder without the place where it
 * lies, or lay, on this server.
 */
final class ShownValues {

  private static final Set<String> SHOWN =
      Set.of("class", "basename", "checksum", "size", "format");

  private ShownValues() {}

  static JsonNode of(JsonNode value) {
    if (value instanceof ArrayNode array) {
      ArrayNode shown = array.arrayNode(array.size());
      array.forEach(each -> shown.add(of(each)));
      return shown;
    }
    if (value instanceof ObjectNode object) {
      String type = object.path("class").asText();
      return type.equals("File") || type.equals("Directory") ? file(object) : members(object);
    }
    return value;
  }

  private static ObjectNode members(ObjectNode object) {
    ObjectNode shown = object.objectNode();
    object.properties().forEach(member -> shown.set(member.getKey(), of(member.getValue())));
    return shown;
  }

  private static ObjectNode file(ObjectNode file) {
    ObjectNode shown = file.objectNode();
    for (Map.Entry<String, JsonNode> member : file.properties()) {
      if (SHOWN.contains(member.getKey())) {
        shown.set(member.getKey(), member.getValue());
      }
    }
    String location = file.path("location").asText();
    if (location.matches("(?:https?|s3)://[^\\s?#]+")) {
      shown.put("location", location); // a link with a query may be signed
    }
    return shown;
  }
}
