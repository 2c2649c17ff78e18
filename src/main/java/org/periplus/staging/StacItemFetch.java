package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a folder of a STAC item: {@code catalog.json}, and below it the item beside its assets, as
 * application packages expect a Directory input. Shared by threads.
 */
final class StacItemFetch {

  private final HttpFetch http;
  private final ReferencedFile files;
  private final JsonFiles json;
  private final ByteBudget budget;

  StacItemFetch(HttpFetch http, JsonFiles json, ByteBudget budget) {
    this.http = http;
    this.files = new ReferencedFile(http, budget);
    this.json = json;
    this.budget = budget;
  }

  /**
   * Fetches the item and all its assets that http(s) leads to; assets of other kinds, such as
   * {@code s3:}, stay links.
   *
   * @param home where the folder goes
   * @param basename its name; empty for the item's id
   */
  Path fetch(URI url, Path home, String basename) throws FetchException {
    try {
      Path document = home.resolve(".item");
      HttpFetch.Fetched fetched = http.fetch(url, document, budget);
      ObjectNode item = item(url, document);
      Files.delete(document);
      String id = FileNames.safe(item.path("id").asText());
      Path folder = home.resolve(basename.isEmpty() ? id : FileNames.safe(basename));
      FileTrees.delete(folder);
      write(item, fetched.url(), Files.createDirectories(folder), id);
      return folder;
    } catch (IOException e) {
      throw new FetchException(url, new Transfer.DiskException(e).getMessage());
    }
  }

  private ObjectNode item(URI url, Path document) throws IOException, FetchException {
    try {
      ObjectNode item = json.read(document, "the document");
      if (item.path("type").asText().equals("Feature") && !item.path("id").asText().isEmpty()) {
        return item;
      }
    } catch (UnfitOutputException e) {
      throw notAnItem(url, "; " + e.getMessage());
    }
    throw notAnItem(url, "");
  }

  private static FetchException notAnItem(URI url, String detail) {
    return new FetchException(
        url, "it is not a STAC item, the only URL that a Directory can be given as" + detail);
  }

  private void write(ObjectNode item, URI url, Path folder, String id)
      throws IOException, FetchException {
    Path itemFolder = Files.createDirectories(folder.resolve(id));
    Set<String> taken = new HashSet<>(Set.of(id + ".json"));
    Map<URI, String> fetched = new HashMap<>();
    for (JsonNode asset : item.path("assets")) {
      if (asset instanceof ObjectNode object && asset.path("href").isTextual()) {
        localize(object, url, itemFolder, taken, fetched);
      }
    }
    item.set("links", links(item, url));
    json.write(itemFolder.resolve(id + ".json"), item);

    ObjectNode catalog = json.mapper().createObjectNode();
    catalog.put("type", "Catalog");
    catalog.put("stac_version", item.path("stac_version").asText("1.0.0"));
    catalog.put("id", "catalog");
    catalog.put("description", "The item " + item.path("id").asText() + " with its assets");
    ArrayNode links = catalog.putArray("links");
    link(links, "root", "./" + StacCatalog.FILE, MediaTypes.JSON);
    String file = "./" + StoreHref.encode(id + "/" + id + ".json");
    link(links, "item", file, MediaTypes.of(".geojson"));
    json.write(folder.resolve(StacCatalog.FILE), catalog);
  }

  private void localize(
      ObjectNode asset, URI item, Path folder, Set<String> taken, Map<URI, String> fetched)
      throws FetchException {
    URI url = resolve(item, asset.path("href").asText());
    String scheme = url.getScheme();
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      return;
    }
    String name = fetched.get(url);
    if (name == null) {
      name = files.fetch(url, folder, "", taken).getFileName().toString();
      fetched.put(url, name);
    }
    asset.put("href", "./" + StoreHref.encode(name));
  }

  private ArrayNode links(ObjectNode item, URI url) throws FetchException {
    ArrayNode links = json.mapper().createArrayNode();
    link(links, "root", "../" + StacCatalog.FILE, MediaTypes.JSON);
    link(links, "parent", "../" + StacCatalog.FILE, MediaTypes.JSON);
    for (JsonNode link : item.path("links")) {
      boolean replaced = Set.of("root", "parent", "self").contains(link.path("rel").asText());
      if (!replaced && link instanceof ObjectNode other && other.path("href").isTextual()) {
        links.add(
            other.deepCopy().put("href", resolve(url, other.path("href").asText()).toString()));
      }
    }
    return links;
  }

  private static URI resolve(URI item, String href) throws FetchException {
    try {
      return item.resolve(href.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new FetchException(item, "the item refers to something that is no URL");
    }
  }

  private static void link(ArrayNode links, String relation, String href, String type) {
    links.addObject().put("rel", relation).put("href", href).put("type", type);
  }
}
