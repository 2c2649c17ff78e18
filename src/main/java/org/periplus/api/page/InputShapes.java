package org.periplus.api.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.periplus.api.result.page.GeoJson;

/**
 * The places among the inputs of a job, to be drawn on a map: GeoJSON, STAC items among it, and
 * bounding boxes. Used once, by one thread.
 */
final class InputShapes {

  /** Inputs whose text or list of numbers is a bounding box; the form draws those too. */
  private static final Pattern BOX_NAME =
      Pattern.compile("(?i)aoi|bbox|area[_-]?of[_-]?interest|bounding[_-]?box");

  private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d{1,3}(\\.\\d{1,20})?\\s*");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ArrayNode features = JSON.arrayNode();

  private InputShapes() {}

  /** As a GeoJSON FeatureCollection in degrees; empty where there are none. */
  static Optional<JsonNode> of(JsonNode inputs) {
    InputShapes shapes = new InputShapes();
    inputs.properties().forEach(input -> shapes.find(input.getKey(), input.getValue()));
    return shapes.features.isEmpty()
        ? Optional.empty()
        : Optional.of(
            JSON.objectNode().put("type", "FeatureCollection").set("features", shapes.features));
  }

  private void find(String name, JsonNode value) {
    if (GeoJson.is(value)) {
      addGeoJson(name, value);
    } else if (value.isObject()) {
      if (inDegrees(value)) {
        addBox(name, value.path("bbox"));
      }
      find(name, value.path("value")); // of a qualified value
    } else if (value.isTextual() && BOX_NAME.matcher(name).matches()) {
      addBox(name, numbers(value.textValue()));
    } else if (value.isArray()) {
      if (BOX_NAME.matcher(name).matches()) {
        addBox(name, value);
      }
      value.forEach(item -> find(name, item));
    }
  }

  private void addGeoJson(String name, JsonNode value) {
    switch (value.path("type").asText()) {
      case "FeatureCollection" ->
          value.path("features").forEach(feature -> addGeoJson(name, feature));
      case "Feature" -> {
        if (GeoJson.is(value.path("geometry"))) {
          add(name, value.get("geometry"));
        }
      }
      default -> {
        if (GeoJson.is(value)) {
          add(name, value);
        }
      }
    }
  }

  /** Other systems, and those whose axes are the other way round, are not ours to convert. */
  private static boolean inDegrees(JsonNode box) {
    String system = box.path("crs").asText("");
    return system.isEmpty() || system.endsWith("CRS84") || system.endsWith("CRS84h");
  }

  private static ArrayNode numbers(String text) {
    ArrayNode numbers = JSON.arrayNode();
    for (String part : text.split(",", 7)) {
      if (NUMBER.matcher(part).matches()) {
        numbers.add(Double.parseDouble(part.strip()));
      }
    }
    return numbers;
  }

  /** West, south, east, north; or with a height behind both corners. */
  private void addBox(String name, JsonNode corners) {
    boolean areNumbers =
        StreamSupport.stream(corners.spliterator(), false).allMatch(JsonNode::isNumber);
    if (!areNumbers || (corners.size() != 4 && corners.size() != 6)) {
      return;
    }
    int upper = corners.size() / 2;
    double west = corners.get(0).doubleValue();
    double south = corners.get(1).doubleValue();
    double east = corners.get(upper).doubleValue();
    double north = corners.get(upper + 1).doubleValue();
    if (Math.abs(west) > 180 || Math.abs(east) > 180 || south < -90 || north > 90) {
      return;
    }
    if (east < west) {
      east += 360; // it goes over the antimeridian: RFC 7946, 5.2
    }
    ObjectNode polygon = JSON.objectNode().put("type", "Polygon");
    ArrayNode ring = polygon.putArray("coordinates").addArray();
    double[][] places = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
    for (double[] place : places) {
      ring.addArray().add(place[0]).add(place[1]);
    }
    add(name, polygon);
  }

  private void add(String name, JsonNode geometry) {
    ObjectNode feature = features.addObject().put("type", "Feature");
    feature.putObject("properties").put("name", name);
    feature.set("geometry", geometry);
  }
}
