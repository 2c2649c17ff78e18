package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A STAC item of the results.
 *
 * @param from when what it shows begins, or was acquired
 * @param to when it ends, where it says both
 * @param facts what else may interest a person, by its name in STAC
 * @param href the item itself, as JSON
 * @param footprint where it is, as a Feature; a rectangle where its outline has many points
 */
public record ShownItem(
    String output,
    String id,
    Optional<String> title,
    Optional<String> from,
    Optional<String> to,
    Map<String, String> facts,
    Optional<String> href,
    Optional<ObjectNode> footprint) {

  private static final List<String> FACTS =
      List.of(
          "platform",
          "instruments",
          "gsd",
          "eo:cloud_cover",
          "view:sun_elevation",
          "proj:code",
          "proj:epsg",
          "processing:level",
          "created");

  private static final int MOST_POINTS = 2000;

  public ShownItem {
    facts = new LinkedHashMap<>(facts);
  }

  /** The item that a Feature is. */
  static ShownItem of(String output, JsonNode feature, Optional<String> href) {
    JsonNode properties = feature.path("properties");
    Map<String, String> facts = new LinkedHashMap<>();
    for (String name : FACTS) {
      JsonNode value = properties.path(name);
      (value.isArray()
              ? Optional.of(String.join(", ", Stated.texts(value))).filter(text -> !text.isEmpty())
              : Stated.text(properties, name))
          .ifPresent(text -> facts.put(name, text));
    }
    String id = Stated.text(feature, "id").orElse("");
    return new ShownItem(
        output,
        id,
        Stated.text(properties, "title"),
        instant(properties, "start_datetime").or(() -> instant(properties, "datetime")),
        instant(properties, "end_datetime"),
        facts,
        href,
        footprint(id, feature));
  }

  private static Optional<String> instant(JsonNode properties, String name) {
    return Stated.text(properties, name)
        .filter(text -> text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z"));
  }

  private static Optional<ObjectNode> footprint(String id, JsonNode feature) {
    JsonNode geometry = feature.path("geometry");
    if (!geometry.isObject()) {
      return Optional.empty();
    }
    ObjectNode shown = Footprint.feature(id);
    if (Footprint.points(geometry, MOST_POINTS) < MOST_POINTS) {
      shown.set("geometry", Footprint.bare(geometry));
      return Optional.of(shown);
    }
    return feature.path("bbox") instanceof ArrayNode box
        ? Footprint.rectangle(box).map(rectangle -> shown.<ObjectNode>set("geometry", rectangle))
        : Optional.empty();
  }
}
