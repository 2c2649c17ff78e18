package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;

/** Reads a results document for a page: output by output. Used by one thread. */
final class Reading {

  private final ResultFiles links;
  private final PageConfiguration most;
  private final List<ShownFile> files = new ArrayList<>();
  private final List<ShownItem> items = new ArrayList<>();
  private final List<ShownValue> values = new ArrayList<>();
  private final List<MapContent.Layer> geojson = new ArrayList<>();
  private Optional<String> catalog = Optional.empty();
  private int left;

  Reading(ResultFiles links, PageConfiguration most) {
    this.links = links;
    this.most = most;
  }

  /** Reads an output. */
  void output(String name, JsonNode stored) {
    JsonNode value = stored.isObject() && stored.has("value") ? stored.get("value") : stored;
    if (isCatalog(value)) {
      value.path("features").forEach(feature -> item(name, feature));
    } else if (isItem(value)) {
      item(name, value);
    } else if (haveFile(value)) {
      files(name, value);
    } else {
      value(name, value);
    }
  }

  private static boolean isItem(JsonNode value) {
    return value.path("type").asText().equals("Feature")
        && value.has("stac_version")
        && value.path("assets").isObject();
  }

  private static boolean isCatalog(JsonNode value) {
    return value.path("type").asText().equals("FeatureCollection")
        && isItem(value.path("features").path(0));
  }

  private void item(String output, JsonNode feature) {
    if (items.size() >= most.files()) {
      left++;
      return;
    }
    Optional<String> self = link(feature, "self").map(links::download);
    ShownItem item = ShownItem.of(output, feature, self);
    items.add(item);
    catalog = catalog.or(() -> link(feature, "root").map(links::download));
    feature
        .path("assets")
        .properties()
        .forEach(asset -> file(output, Optional.of(item.id()), asset.getKey(), asset.getValue()));
  }

  private Optional<String> link(JsonNode feature, String relation) {
    for (JsonNode link : feature.path("links")) {
      if (link.path("rel").asText().equals(relation)) {
        return links.path(link);
      }
    }
    return Optional.empty();
  }

  private boolean haveFile(JsonNode value) {
    if (isFile(value)) {
      return true;
    }
    for (JsonNode part : value) {
      if (haveFile(part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isFile(JsonNode value) {
    return links.path(value).isPresent() || Stated.web(value.path("href")).isPresent();
  }

  private void files(String output, JsonNode value) {
    if (isFile(value)) {
      file(output, Optional.empty(), output, value);
      value.path("secondaryFiles").forEach(secondary -> files(output, secondary));
    } else {
      value.forEach(part -> files(output, part));
    }
  }

  private void file(String output, Optional<String> item, String key, JsonNode link) {
    if (files.size() >= most.files()) {
      left++;
      return;
    }
    Optional<String> path = links.path(link);
    String address = path.orElseGet(() -> Stated.brief(link.path("href").asText()));
    files.add(
        new ShownFile(
            output,
            item,
            Stated.text(link, "title").orElse(key),
            path,
            FileNames.last(address),
            path.map(links::download).or(() -> Stated.web(link.path("href"))),
            path.map(links::own),
            Stated.text(link, "type").orElseGet(() -> MediaTypes.of(address)),
            Optional.of(link.path("file:size"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::longValue),
            Stated.text(link, "file:checksum").flatMap(Multihash::readable),
            Stated.texts(link.path("roles")),
            ShownClass.of(link)));
  }

  private void value(String output, JsonNode value) {
    if (values.size() >= most.files()) {
      left++;
      return;
    }
    if (GeoJson.is(value)) {
      geojson.add(new MapContent.Layer(output, links.geojson(output), List.of()));
    }
    String text = value.isValueNode() ? value.asText() : value.toPrettyString();
    int longest = (int) Math.min(Integer.MAX_VALUE, most.previewSize().bytes());
    boolean cut = text.length() > longest;
    values.add(
        new ShownValue(
            output, cut ? text.substring(0, longest) : text, value.isContainerNode(), cut));
  }

  /** The page, when all outputs were read. */
  ResultsPage page(ResultsPage.About about, String document) throws IOException {
    Map<String, Long> sizes =
        links.sizes(
            files.stream()
                .filter(file -> file.size().isEmpty())
                .flatMap(file -> file.path().stream())
                .collect(Collectors.toSet()));
    List<ShownFile> sized =
        files.stream().map(file -> file.sized(file.path().map(sizes::get).orElse(null))).toList();
    sized.stream()
        .filter(file -> file.own().isPresent() && file.bareType().equals("application/geo+json"))
        .filter(file -> file.size().orElse(Long.MAX_VALUE) <= most.loadedSize().bytes())
        .forEach(
            file ->
                geojson.add(
                    new MapContent.Layer(file.title(), file.own().orElseThrow(), List.of())));
    int longest = (int) Math.min(Integer.MAX_VALUE, most.previewSize().bytes());
    return new ResultsPage(
        about,
        MapContent.of(items, sized, geojson),
        items,
        values,
        sized,
        new Previews(links, most).of(sized),
        left,
        catalog,
        document.length() > longest ? document.substring(0, longest) : document,
        document.length() > longest,
        most.loadedSize().bytes());
  }
}
