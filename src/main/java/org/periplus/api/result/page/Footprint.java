package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Where something is, as GeoJSON that a page can hold. */
final class Footprint {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Footprint() {}

  /** A Feature that has its geometry still to come. */
  static ObjectNode feature(String id) {
    ObjectNode feature = JSON.objectNode().put("type", "Feature").put("id", id);
    feature.set("properties", JSON.objectNode());
    return feature;
  }

  /** How many points there are below a node, counted as far as {@code most}. */
  static int points(JsonNode node, int most) {
    if (node.isArray() && node.path(0).isNumber()) {
      return 1;
    }
    int points = 0;
    for (JsonNode part : node) {
      points += points >= most ? 0 : points(part, most - points);
    }
    return points;
  }

  /** The members of GeoJSON alone. */
  static ObjectNode bare(JsonNode geometry) {
    return ((ObjectNode) geometry.deepCopy()).retain("type", "coordinates", "geometries");
  }

  /** The outline of a bounding box of two dimensions or three. */
  static Optional<ObjectNode> rectangle(ArrayNode box) {
    int dimensions = box.size() / 2;
    if ((box.size() != 4 && box.size() != 6) || !allNumbers(box)) {
      return Optional.empty();
    }
    double west = box.get(0).doubleValue();
    double south = box.get(1).doubleValue();
    double east = box.get(dimensions).doubleValue();
    double north = box.get(dimensions + 1).doubleValue();
    ArrayNode ring = JSON.arrayNode();
    double[][] corners = {
      {west, south}, {east, south}, {east, north}, {west, north}, {west, south}
    };
    for (double[] corner : corners) {
      ring.add(JSON.arrayNode().add(corner[0]).add(corner[1]));
    }
    ObjectNode polygon = JSON.objectNode().put("type", "Polygon");
    polygon.putArray("coordinates").add(ring);
    return Optional.of(polygon);
  }

  private static boolean allNumbers(ArrayNode box) {
    for (JsonNode number : box) {
      if (!number.isNumber()) {
        return false;
      }
    }
    return true;
  }
}
