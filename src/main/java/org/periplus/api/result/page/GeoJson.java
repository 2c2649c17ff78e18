package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Values that are GeoJSON: RFC 7946, 1.4. */
public final class GeoJson {

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

  /** Whether it says that it is. */
  public static boolean is(JsonNode value) {
    return value.isObject() && TYPES.contains(value.path("type").asText());
  }
}
