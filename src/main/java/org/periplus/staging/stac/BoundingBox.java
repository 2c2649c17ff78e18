package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.periplus.staging.publish.UnfitOutputException;

/** A box in degrees; it crosses the antimeridian when its west is greater than its east. */
record BoundingBox(double west, double south, double east, double north) {

  private static final BoundingBox WORLD = new BoundingBox(-180, -90, 180, 90);

  /** The box of a STAC item: its {@code bbox}, else that of its geometry, else none. */
  static Optional<BoundingBox> of(JsonNode item) throws UnfitOutputException {
    JsonNode bbox = item.path("bbox");
    if (bbox.isArray()) {
      int half = bbox.size() / 2;
      boolean numbers = bbox.size() == 4 || bbox.size() == 6;
      for (JsonNode number : bbox) {
        numbers &= number.isNumber();
      }
      if (!numbers) {
        throw new UnfitOutputException(
            "the bbox of item '%s' is not four or six numbers".formatted(item.path("id").asText()));
      }
      return Optional.of(
          new BoundingBox(
              bbox.get(0).doubleValue(),
              bbox.get(1).doubleValue(),
              bbox.get(half).doubleValue(),
              bbox.get(half + 1).doubleValue()));
    }
    Corners corners = new Corners();
    corners.add(item.path("geometry"));
    return corners.box();
  }

  /** The smallest box around all boxes; the world when there are none. */
  static BoundingBox around(List<BoundingBox> boxes) {
    if (boxes.isEmpty()) {
      return WORLD;
    }
    double south = boxes.stream().mapToDouble(BoundingBox::south).min().orElseThrow();
    double north = boxes.stream().mapToDouble(BoundingBox::north).max().orElseThrow();
    if (boxes.stream().anyMatch(box -> box.west > box.east)) {
      return acrossTheAntimeridian(boxes, south, north);
    }
    return new BoundingBox(
        boxes.stream().mapToDouble(BoundingBox::west).min().orElseThrow(),
        south,
        boxes.stream().mapToDouble(BoundingBox::east).max().orElseThrow(),
        north);
  }

  /** All longitudes but the widest gap between the boxes, on a circle that begins at a box. */
  private static BoundingBox acrossTheAntimeridian(
      List<BoundingBox> boxes, double south, double north) {
    List<BoundingBox> ordered =
        boxes.stream().sorted(Comparator.comparingDouble(BoundingBox::west)).toList();
    double reached = Double.NEGATIVE_INFINITY;
    for (BoundingBox box : ordered) {
      reached = Math.max(reached, box.unrolledEast() - 360);
    }
    double widest = 0;
    BoundingBox whole = new BoundingBox(-180, south, 180, north);
    for (BoundingBox box : ordered) {
      if (box.west - reached > widest) {
        widest = box.west - reached;
        double east = reached < -180 ? reached + 360 : reached;
        whole = new BoundingBox(box.west, south, east, north);
      }
      reached = Math.max(reached, box.unrolledEast());
    }
    return whole;
  }

  private double unrolledEast() {
    return west > east ? east + 360 : east;
  }

  ArrayNode toJson() {
    return JsonNodeFactory.instance.arrayNode().add(west).add(south).add(east).add(north);
  }

  /** The corners of a GeoJSON geometry. */
  private static final class Corners {
    private double west = Double.POSITIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    void add(JsonNode geometry) {
      addPositions(geometry.path("coordinates"));
      for (JsonNode part : geometry.path("geometries")) {
        add(part);
      }
    }

    private void addPositions(JsonNode coordinates) {
      if (coordinates.path(0).isNumber() && coordinates.path(1).isNumber()) {
        west = Math.min(west, coordinates.get(0).doubleValue());
        east = Math.max(east, coordinates.get(0).doubleValue());
        south = Math.min(south, coordinates.get(1).doubleValue());
        north = Math.max(north, coordinates.get(1).doubleValue());
      } else {
        coordinates.forEach(this::addPositions);
      }
    }

    Optional<BoundingBox> box() {
      return west > east
          ? Optional.empty()
          : Optional.of(new BoundingBox(west, south, east, north));
    }
  }
}
