package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.file.Remote;
import org.periplus.staging.publish.OutputFolder;
import org.periplus.staging.publish.ResultFolder;
import org.periplus.staging.publish.UnfitOutputException;
import org.periplus.staging.store.StorageDescription;
import org.periplus.staging.store.StoreHref;

/** Places the assets of STAC documents beside them. Used by one thread. */
final class StacAssets {

  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "webp", "svg");
  private static final Set<String> METADATA = Set.of("json", "xml", "txt", "log", "html", "md");

  private final OutputFolder source;
  private final StacPaths paths;
  private final StorageDescription storage;

  StacAssets(OutputFolder source, StacPaths paths, StorageDescription storage) {
    this.source = source;
    this.paths = paths;
    this.storage = storage;
  }

  /** The member {@code assets} for the published file, and the same with links to the store. */
  record Placed(ObjectNode relative, ObjectNode stored) {}

  /** Places the files; assets that lie on other hosts stay where they are. */
  Placed place(StacCatalog.Document document, ResultFolder folder)
      throws IOException, UnfitOutputException {
    Map<Path, String> names = new HashMap<>();
    ObjectNode relative = JsonNodeFactory.instance.objectNode();
    ObjectNode stored = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : document.content().path("assets").properties()) {
      if (!(entry.getValue() instanceof ObjectNode original)) {
        continue;
      }
      ObjectNode asset = original.deepCopy();
      String href = asset.path("href").asText();
      complete(asset, href);
      if (Remote.is(href)) {
        relative.set(entry.getKey(), asset);
        stored.set(entry.getKey(), asset.deepCopy());
        continue;
      }
      Path file = paths.follow(document.file(), href);
      if (file.equals(source.root())) {
        throw new UnfitOutputException(
            "an asset of %s is the whole folder".formatted(source.name(document.file())));
      }
      String name = names.get(file);
      if (name == null) {
        name = folder.claim(file.getFileName().toString());
        names.put(file, name);
        folder.place(source, file, name);
      }
      storage.describe(asset);
      relative.set(entry.getKey(), asset.put("href", "./" + StoreHref.encode(name)));
      stored.set(entry.getKey(), asset.deepCopy().put("href", folder.href(name)));
    }
    return new Placed(relative, stored);
  }

  private static void complete(ObjectNode asset, String href) {
    String type = MediaTypes.of(href);
    if (!asset.path("type").isTextual() && !type.equals(MediaTypes.UNKNOWN)) {
      asset.put("type", type);
    }
    if (!asset.path("roles").isArray()) {
      String extension = FileNames.extension(href);
      String role =
          PICTURES.contains(extension)
              ? "overview"
              : METADATA.contains(extension) ? "metadata" : "data";
      asset.putArray("roles").add(role);
    }
  }
}
