package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a map can show of the results.
 *
 * @param footprints of the items, as a FeatureCollection
 * @param rasters GeoTIFFs, read by ranges
 * @param geojson outputs and files that are loaded whole
 */
public record MapContent(ObjectNode footprints, List<Layer> rasters, List<Layer> geojson) {

  /**
   * Something that is loaded for the map.
   *
   * @param href on this server
   * @param classes what the values of a raster mean
   */
  public record Layer(String title, String href, List<ShownClass> classes) {}

  public MapContent {
    rasters = List.copyOf(rasters);
    geojson = List.copyOf(geojson);
  }

  static MapContent of(List<ShownItem> items, List<ShownFile> files, List<Layer> geojson) {
    ObjectNode footprints = JsonNodeFactory.instance.objectNode().put("type", "FeatureCollection");
    ArrayNode features = footprints.putArray("features");
    items.forEach(item -> item.footprint().ifPresent(features::add));
    return new MapContent(
        footprints,
        files.stream()
            .filter(ShownFile::isRaster)
            .map(file -> new Layer(title(file), file.own().orElseThrow(), file.classes()))
            .toList(),
        geojson);
  }

  private static String title(ShownFile file) {
    return file.item().map(item -> item + ": ").orElse("") + file.title();
  }

  /** Whether there is nothing that has a place. */
  public boolean isEmpty() {
    return footprints.path("features").isEmpty() && rasters.isEmpty() && geojson.isEmpty();
  }
}
