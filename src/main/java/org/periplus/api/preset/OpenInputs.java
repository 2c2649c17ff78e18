package org.periplus.api.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs without those that are secret; what only names a stored secret is none.
 *
 * @param inputs what remains
 * @param leftOut the names of the others
 */
record OpenInputs(ObjectNode inputs, List<String> leftOut) {

  static OpenInputs of(ObjectNode given, Set<String> secret) {
    ObjectNode inputs = given.objectNode();
    List<String> leftOut = new ArrayList<>();
    for (Map.Entry<String, JsonNode> input : given.properties()) {
      if (secret.contains(input.getKey()) && !namesSecret(input.getValue())) {
        leftOut.add(input.getKey());
      } else {
        inputs.set(input.getKey(), input.getValue());
      }
    }
    return new OpenInputs(inputs, leftOut);
  }

  private static boolean namesSecret(JsonNode value) {
    return value.size() == 1 && value.path("$secret").isTextual();
  }
}
