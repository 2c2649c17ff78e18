package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.UnnamedFile;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.store.StoreHref;

/**
 * A STAC catalog in a folder while it is filled: {@code catalog.json}, and each item in a folder of
 * its own beside its assets. Items are safe for use by several threads.
 */
final class StacFolder {

  private final Path folder;
  private final JsonFiles json;
  private final List<Item> items = new ArrayList<>();
  private final Set<String> taken = new HashSet<>(Set.of(StacCatalog.FILE));

  StacFolder(Path folder, JsonFiles json) {
    this.folder = folder;
    this.json = json;
  }

  /** An item whose assets are on their way. */
  static final class Item {

    private final StacDocument document;
    private final String name;
    private final Path folder;
    private final Map<URI, List<ObjectNode>> wanted = new LinkedHashMap<>();
    private final IdentityHashMap<JsonNode, URI> urls = new IdentityHashMap<>();
    private final Map<URI, UnnamedFile> arrived = new LinkedHashMap<>();

    private Item(StacDocument document, String name, Path folder) {
      this.document = document;
      this.name = name;
      this.folder = folder;
    }

    StacDocument document() {
      return document;
    }

    /** An asset is not fetched: its link still leads to it from here. */
    synchronized void stays(ObjectNode asset, URI url) {
      asset.put("href", url.toString());
    }

    /** Where an asset goes; empty when another one brings the same file. */
    synchronized Optional<Path> claim(ObjectNode asset, URI url) {
      List<ObjectNode> assets = wanted.computeIfAbsent(url, u -> new ArrayList<>());
      assets.add(asset);
      urls.put(asset, url);
      return assets.size() > 1
          ? Optional.empty()
          : Optional.of(folder.resolve(".part-" + wanted.size()));
    }

    synchronized void arrived(URI url, UnnamedFile file) {
      arrived.put(url, file);
    }

    private synchronized boolean hasAssets() {
      return !arrived.isEmpty();
    }

    /** Names the files in the order of the item's assets, whatever order they came in. */
    private synchronized void nameAssets() throws IOException {
      Set<String> names = new HashSet<>(Set.of(name + ".json"));
      for (JsonNode asset : document.content().path("assets")) {
        URI url = urls.get(asset);
        UnnamedFile file = url == null ? null : arrived.remove(url);
        if (file != null) {
          String free = FileNames.free(FileNames.safe(file.name()), names);
          names.add(free);
          Files.move(file.file(), folder.resolve(free));
          wanted.get(url).forEach(each -> each.put("href", "./" + StoreHref.encode(free)));
        }
      }
    }
  }

  /** Adds an item; its folder is named by its id. */
  Item add(StacDocument document) throws IOException {
    String name = FileNames.free(FileNames.safe(document.content().path("id").asText()), taken);
    taken.add(name);
    Item item = new Item(document, name, Files.createDirectories(folder.resolve(name)));
    items.add(item);
    return item;
  }

  boolean hasAssets() {
    return items.stream().anyMatch(Item::hasAssets);
  }

  /** Writes the documents, when all assets are there. */
  Path write(StacDocument root) throws IOException, FetchException {
    ObjectNode catalog = json.mapper().createObjectNode();
    catalog.put("type", "Catalog");
    catalog.put("stac_version", version(root));
    boolean ofOne = root.type().equals("Feature");
    catalog.put("id", ofOne ? "catalog" : root.content().path("id").asText("catalog"));
    catalog.put(
        "description",
        ofOne
            ? "The item " + root.content().path("id").asText() + " with its assets"
            : root.content().path("description").asText("Items with their assets"));
    ArrayNode links = catalog.putArray("links");
    link(links, "root", "./" + StacCatalog.FILE, MediaTypes.JSON);
    for (Item item : items) {
      item.nameAssets();
      ObjectNode content = item.document.content();
      content.set("links", links(item));
      json.write(item.folder.resolve(item.name + ".json"), content);
      String file = "./" + StoreHref.encode(item.name + "/" + item.name + ".json");
      link(links, "item", file, MediaTypes.of(".geojson"));
    }
    json.write(folder.resolve(StacCatalog.FILE), catalog);
    return folder;
  }

  private String version(StacDocument root) {
    String first =
        items.isEmpty()
            ? "1.0.0"
            : items.get(0).document.content().path("stac_version").asText("1.0.0");
    return root.content().path("stac_version").asText(first);
  }

  private ArrayNode links(Item item) throws FetchException {
    ArrayNode links = json.mapper().createArrayNode();
    link(links, "root", "../" + StacCatalog.FILE, MediaTypes.JSON);
    link(links, "parent", "../" + StacCatalog.FILE, MediaTypes.JSON);
    for (JsonNode link : item.document.content().path("links")) {
      boolean replaced = Set.of("root", "parent", "self").contains(link.path("rel").asText());
      if (!replaced && link instanceof ObjectNode other && other.path("href").isTextual()) {
        URI url = item.document.resolve(other.path("href").asText());
        links.add(other.deepCopy().put("href", url.toString()));
      }
    }
    return links;
  }

  private static void link(ArrayNode links, String relation, String href, String type) {
    links.addObject().put("rel", relation).put("href", href).put("type", type);
  }
}
