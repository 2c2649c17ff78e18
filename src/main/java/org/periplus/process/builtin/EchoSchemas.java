package org.periplus.process.builtin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The kinds of values that {@link Echo} knows: Part 1, "OGC Process Description". */
final class EchoSchemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A kind of value. */
  record Kind(String title, ObjectNode schema) {}

  private EchoSchemas() {}

  /** By the names of the inputs and outputs; the first input is required. */
  static Map<String, Kind> all() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("string", new Kind("A string", type("string")));
    kinds.put("number", new Kind("A number", type("number")));
    kinds.put("boolean", new Kind("True or false", type("boolean")));
    kinds.put("array", new Kind("Two to ten whole numbers", array()));
    kinds.put("object", new Kind("An object with any members", type("object")));
    kinds.put("boundingBox", new Kind("A bounding box", boundingBox()));
    kinds.put("date", new Kind("A date with its time", type("string").put("format", "date-time")));
    kinds.put("enumeration", new Kind("One of three words", enumeration()));
    kinds.put("image", new Kind("A GeoTIFF, JPEG 2000 or PNG image", image()));
    kinds.put("features", new Kind("Features, as GeoJSON or as GML", features()));
    kinds.put("mixed", new Kind("A number, a string or a measurement", mixed()));
    return kinds;
  }

  private static ObjectNode type(String name) {
    return JSON.objectNode().put("type", name);
  }

  private static ObjectNode array() {
    ObjectNode array = type("array").put("minItems", 2).put("maxItems", 10);
    return array.set("items", type("integer"));
  }

  /** An enumeration says all with its values. */
  private static ObjectNode enumeration() {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("enum").add("red").add("green").add("blue");
    return schema;
  }

  /** Part 1, schema {@code bbox}, written out so that no one must look it up. */
  private static ObjectNode boundingBox() {
    ObjectNode box = type("object");
    box.putArray("required").add("bbox");
    ObjectNode members = box.putObject("properties");
    ObjectNode corners = members.putObject("bbox").put("type", "array");
    corners.set("items", type("number"));
    ArrayNode sizes = corners.putArray("oneOf");
    for (int size : new int[] {4, 6}) {
      sizes.addObject().put("minItems", size).put("maxItems", size);
    }
    members
        .putObject("crs")
        .put("type", "string")
        .put("format", "uri")
        .put("default", "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    return ofFormat("ogc-bbox", box);
  }

  private static ObjectNode image() {
    ObjectNode schema = JSON.objectNode();
    ArrayNode oneOf = schema.putArray("oneOf");
    for (String mediaType :
        new String[] {"image/tiff; application=geotiff", "image/jp2", "image/png"}) {
      oneOf.add(
          type("string")
              .put("format", "byte")
              .put("contentEncoding", "binary")
              .put("contentMediaType", mediaType));
    }
    return schema;
  }

  private static ObjectNode features() {
    ObjectNode collection = type("object");
    collection.putArray("required").add("type").add("features");
    ObjectNode members = collection.putObject("properties");
    members.putObject("type").putArray("enum").add("FeatureCollection");
    ObjectNode feature = type("object");
    feature.putArray("required").add("type").add("geometry").add("properties");
    feature.putObject("properties").putObject("type").putArray("enum").add("Feature");
    members.set("features", type("array").set("items", feature));
    ObjectNode schema = JSON.objectNode();
    schema
        .putArray("oneOf")
        .add(ofFormat("geojson-feature-collection", collection))
        .add(type("string").put("contentMediaType", "application/gml+xml; version=3.2"));
    return schema;
  }

  private static ObjectNode mixed() {
    ObjectNode measurement = type("object");
    measurement.putArray("required").add("measurement").add("uom");
    ObjectNode members = measurement.putObject("properties");
    members.set("measurement", type("number"));
    members.set("uom", type("string"));
    ObjectNode schema = JSON.objectNode();
    schema.putArray("oneOf").add(type("number")).add(measurement).add(type("string"));
    return schema;
  }

  /** Part 1, table "Additional values for the JSON schema format key". */
  private static ObjectNode ofFormat(String format, ObjectNode schema) {
    ObjectNode both = JSON.objectNode();
    both.putArray("allOf").add(JSON.objectNode().put("format", format)).add(schema);
    return both;
  }
}
