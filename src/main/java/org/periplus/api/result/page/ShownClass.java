package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a value of a raster means: the extension "classification" of STAC.
 *
 * @param colour six hexadecimal digits
 */
public record ShownClass(long value, String title, Optional<String> colour) {

  private static final int MOST = 256;

  /** The classes that an asset, or the first of its bands, states. */
  static List<ShownClass> of(JsonNode asset) {
    JsonNode stated = asset.path("classification:classes");
    for (String bands : List.of("bands", "raster:bands")) {
      if (!stated.isArray()) {
        stated = asset.path(bands).path(0).path("classification:classes");
      }
    }
    List<ShownClass> classes = new ArrayList<>();
    for (JsonNode one : stated) {
      if (one.path("value").isIntegralNumber() && classes.size() < MOST) {
        classes.add(
            new ShownClass(
                one.path("value").longValue(),
                Stated.text(one, "title", "name", "description").orElse(""),
                Stated.text(one, "color_hint").filter(hint -> hint.matches("[0-9A-Fa-f]{6}"))));
      }
    }
    return classes;
  }
}
