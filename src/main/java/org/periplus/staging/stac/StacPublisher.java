package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.file.Remote;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.OutputFolder;
import org.periplus.staging.publish.ResultFolder;
import org.periplus.staging.publish.UnfitOutputException;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StoreHref;

/**
 * Writes a tool's catalog as results: one catalog with one collection named after the job, each
 * item in a folder with its assets. References between the files are relative, so that the tree can
 * be moved; where the store has addresses, each file says with {@code self} where it was published.
 * References in the answer lead to the store. Used by one thread.
 */
public final class StacPublisher {

  private static final String TITLE = "Processing results";
  private static final String COLLECTION_FILE = "collection.json";
  private static final String GEO_JSON = "application/geo+json";

  private final UUID jobId;
  private final JsonFiles json;
  private final ResultStore store;

  public StacPublisher(UUID jobId, JsonFiles json, ResultStore store) {
    this.jobId = jobId;
    this.json = json;
    this.store = store;
  }

  /**
   * Writes the catalog.
   *
   * @param base where {@code catalog.json} goes
   * @return the feature collection of the items
   */
  public ObjectNode publish(StacCatalog catalog, OutputFolder source, ResultFolder base)
      throws IOException, UnfitOutputException {
    String id = jobId.toString();
    String catalogFile = base.claim(StacCatalog.FILE);
    ResultFolder collectionFolder = base.folder(id);
    collectionFolder.claim(COLLECTION_FILE);
    StacAssets assets = new StacAssets(source, catalog.paths(), store.description());

    ObjectNode answer = json.mapper().createObjectNode();
    answer.put("type", "FeatureCollection");
    ArrayNode features = answer.putArray("features");
    answer.put("id", id);

    StacExtent extent = new StacExtent();
    ObjectNode collection = collection(id, catalog);
    ArrayNode links = collection.putArray("links");
    link(links, "root", "../" + catalogFile, MediaTypes.JSON);
    link(links, "parent", "../" + catalogFile, MediaTypes.JSON);
    self(links, collectionFolder.pathOf(COLLECTION_FILE));

    for (StacCatalog.Document document : catalog.items()) {
      ObjectNode item = document.content().deepCopy();
      extent.add(item);
      item.put("collection", id);
      ResultFolder folder = collectionFolder.folder(item.path("id").asText());
      String file = folder.claim(folder.name() + ".json");
      StacAssets.Placed placed = assets.place(document, folder);

      item.set("assets", placed.relative());
      item.set(
          "links",
          itemLinks(
              document.content(),
              "../" + COLLECTION_FILE,
              "../../" + catalogFile,
              address(folder.pathOf(file))));
      json.write(folder.path().resolve(file), item);
      link(links, "item", "./" + StoreHref.encode(folder.name() + "/" + file), GEO_JSON);

      ObjectNode feature = item.deepCopy();
      feature.set("assets", placed.stored());
      feature.set(
          "links",
          itemLinks(
              document.content(),
              collectionFolder.href(COLLECTION_FILE),
              base.href(catalogFile),
              Optional.of(folder.href(file))));
      features.add(feature);
    }
    collection.set("extent", extent.toJson());
    for (StacCatalog.Document original : catalog.collections()) {
      ObjectNode more = assets.place(original, collectionFolder).relative();
      if (!more.isEmpty()) {
        collection.withObject("/assets").setAll(more);
      }
    }
    json.write(collectionFolder.path().resolve(COLLECTION_FILE), collection);
    json.write(base.path().resolve(catalogFile), root(id, catalog, base, catalogFile));
    return answer;
  }

  private ObjectNode root(String id, StacCatalog catalog, ResultFolder base, String file) {
    ObjectNode root = json.mapper().createObjectNode();
    root.put("type", "Catalog");
    root.set("stac_version", catalog.root().path("stac_version"));
    root.put("id", text(catalog.root(), "id", "catalog"));
    if (catalog.root().path("title").isTextual()) {
      root.set("title", catalog.root().path("title"));
    }
    root.put("description", text(catalog.root(), "description", "Results of the job " + id));
    ArrayNode links = root.putArray("links");
    link(links, "root", "./" + file, MediaTypes.JSON);
    link(links, "child", "./" + id + "/" + COLLECTION_FILE, MediaTypes.JSON).put("title", TITLE);
    self(links, base.pathOf(file));
    return root;
  }

  private ObjectNode collection(String id, StacCatalog catalog) {
    ObjectNode collection = json.mapper().createObjectNode();
    collection.put("type", "Collection");
    collection.set("stac_version", catalog.root().path("stac_version"));
    collection.put("id", id);
    collection.put("title", TITLE);
    collection.put("description", "Results of the job " + id);
    collection.put("license", license(catalog));
    return collection;
  }

  /**
   * The licence of the tool's collections when they agree; else STAC's word for 'see elsewhere'.
   */
  private static String license(StacCatalog catalog) {
    Set<String> licenses = new TreeSet<>();
    for (StacCatalog.Document collection : catalog.collections()) {
      licenses.add(text(collection.content(), "license", ""));
    }
    licenses.remove("");
    if (licenses.size() == 1) {
      return licenses.iterator().next();
    }
    boolean oldWord = catalog.root().path("stac_version").asText().startsWith("1.0.");
    return oldWord ? "proprietary" : "other";
  }

  private Optional<String> address(String path) {
    return store.address(jobId, path).map(URI::toString);
  }

  private void self(ArrayNode links, String path) {
    address(path).ifPresent(url -> link(links, "self", url, MediaTypes.JSON));
  }

  private ArrayNode itemLinks(
      JsonNode original, String collection, String root, Optional<String> self) {
    ArrayNode links = json.mapper().createArrayNode();
    link(links, "collection", collection, MediaTypes.JSON).put("title", TITLE);
    link(links, "root", root, MediaTypes.JSON);
    self.ifPresent(url -> link(links, "self", url, MediaTypes.JSON));
    link(links, "parent", collection, MediaTypes.JSON).put("title", TITLE);
    for (JsonNode link : original.path("links")) {
      boolean ours =
          List.of("collection", "root", "self", "parent").contains(link.path("rel").asText());
      if (!ours && Remote.is(link.path("href").asText())) {
        links.add(link.deepCopy());
      }
    }
    return links;
  }

  private static ObjectNode link(ArrayNode links, String relation, String href, String type) {
    return links.addObject().put("rel", relation).put("href", href).put("type", type);
  }

  private static String text(JsonNode object, String member, String otherwise) {
    String text = object.path(member).asText();
    return text.isEmpty() ? otherwise : text;
  }
}
