package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/**
 * The inputs of a step's run as its record keeps them: enough to say on what it ran. A directory is
 * kept without what lies in it, a file without its contents, a long text cut.
 */
final class RecordedInputs {

  private static final int LONGEST_TEXT = 1000;

  /** The members of CWL's File and Directory that say which one it is. */
  private static final Set<String> IDENTITY =
      Set.of("class", "location", "path", "basename", "checksum", "size", "format");

  private RecordedInputs() {}

  static JsonNode of(JsonNode value) {
    if (value.isTextual() && value.textValue().length() > LONGEST_TEXT) {
      return TextNode.valueOf(value.textValue().substring(0, LONGEST_TEXT) + "…");
    }
    if (value instanceof ArrayNode array) {
      ArrayNode kept = array.arrayNode(array.size());
      array.forEach(element -> kept.add(of(element)));
      return kept;
    }
    if (value instanceof ObjectNode object) {
      String type = object.path("class").asText();
      boolean file = type.equals("File") || type.equals("Directory");
      ObjectNode kept = object.objectNode();
      object
          .properties()
          .forEach(
              member -> {
                if (!file || IDENTITY.contains(member.getKey())) {
                  kept.set(member.getKey(), of(member.getValue()));
                }
              });
      return kept;
    }
    return value;
  }
}
