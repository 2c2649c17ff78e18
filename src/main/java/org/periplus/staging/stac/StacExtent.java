package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.staging.publish.UnfitOutputException;

/** The extent of a collection, gathered from its items. Used by one thread. */
final class StacExtent {

  private final List<BoundingBox> boxes = new ArrayList<>();
  private Optional<Instant> start = Optional.empty();
  private Optional<Instant> end = Optional.empty();

  /**
   * Adds an item, and gives it the {@code bbox} that STAC asks for when only its geometry is there.
   */
  void add(ObjectNode item) throws UnfitOutputException {
    Optional<BoundingBox> box = BoundingBox.of(item);
    box.ifPresent(boxes::add);
    if (box.isPresent() && !item.path("bbox").isArray()) {
      item.set("bbox", box.get().toJson());
    }
    JsonNode properties = item.path("properties");
    for (String member : List.of("datetime", "start_datetime", "end_datetime")) {
      if (properties.path(member).isTextual()) {
        add(instant(item, member, properties.path(member).asText()));
      }
    }
  }

  private void add(Instant instant) {
    start = Stream.concat(start.stream(), Stream.of(instant)).min(Instant::compareTo);
    end = Stream.concat(end.stream(), Stream.of(instant)).max(Instant::compareTo);
  }

  private static Instant instant(ObjectNode item, String member, String text)
      throws UnfitOutputException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UnfitOutputException(
          "the %s of item '%s' is not an RFC 3339 time: '%s'"
              .formatted(member, item.path("id").asText(), text));
    }
  }

  /** The member {@code extent} of a collection. */
  ObjectNode toJson() {
    ObjectNode extent = JsonNodeFactory.instance.objectNode();
    BoundingBox whole = BoundingBox.around(boxes);
    extent.putObject("spatial").putArray("bbox").add(whole.toJson());
    ArrayNode interval = extent.putObject("temporal").putArray("interval").addArray();
    interval.add(start.map(Instant::toString).orElse(null));
    interval.add(end.map(Instant::toString).orElse(null));
    return extent;
  }
}
