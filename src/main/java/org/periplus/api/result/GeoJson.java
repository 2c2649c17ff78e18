package org.periplus.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Values that are GeoJSON: RFC 7946, 1.4. */
final class GeoJson {

  private static final Set<String> TYPES =
      Set.of(
          "Feature",
          "FeatureCollection",
          "Point",
          "MultiPoint",
          "LineString",
          "MultiLineString",
          "Polygon",
          "MultiPolygon",
          "GeometryCollection");

  private GeoJson() {}

  static boolean is(JsonNode value) {
    return value.isObject() && TYPES.contains(value.path("type").asText());
  }
}
