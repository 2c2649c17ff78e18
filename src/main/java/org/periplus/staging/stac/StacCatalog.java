package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.staging.file.Remote;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.OutputFolder;
import org.periplus.staging.publish.UnfitOutputException;

/**
 * A STAC catalog (1.0 or 1.1) that a tool wrote, with all collections and items that its links lead
 * to.
 *
 * @param root the catalog itself
 * @param collections the collections below it
 * @param items the items, in the order of the links
 */
public record StacCatalog(ObjectNode root, List<Document> collections, List<Document> items) {

  public static final String FILE = "catalog.json";

  /** A document of the catalog and the real path of its file. */
  record Document(Path file, ObjectNode content) {}

  /**
   * Reads the catalog of a folder.
   *
   * @return empty when the folder holds no {@code catalog.json}, or one that is not STAC
   * @throws UnfitOutputException when the catalog is broken or leads out of the folder
   */
  public static Optional<StacCatalog> read(OutputFolder folder, JsonFiles json)
      throws IOException, UnfitOutputException {
    Path file = folder.root().resolve(FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Path real = folder.inside(file);
    ObjectNode root = json.read(real, FILE);
    if (!root.has("stac_version")) {
      return Optional.empty();
    }
    return Optional.of(new Walk(folder, json).from(new Document(real, root)));
  }

  /** Follows the links, each document once. */
  private static final class Walk {
    private final OutputFolder folder;
    private final JsonFiles json;
    private final List<Document> collections = new ArrayList<>();
    private final List<Document> items = new ArrayList<>();
    private final Deque<Document> open = new ArrayDeque<>();
    private final Set<Path> seen = new HashSet<>();

    Walk(OutputFolder folder, JsonFiles json) {
      this.folder = folder;
      this.json = json;
    }

    StacCatalog from(Document root) throws IOException, UnfitOutputException {
      seen.add(root.file());
      open.add(root);
      while (!open.isEmpty()) {
        Document catalog = open.remove();
        switch (catalog.content().path("type").asText()) {
          case "Collection" -> collections.add(catalog);
          case "Catalog" -> {}
          default ->
              throw new UnfitOutputException(
                  name(catalog) + " is neither a STAC catalog nor a STAC collection");
        }
        JsonNode links = catalog.content().path("links");
        if (!links.isArray()) {
          throw new UnfitOutputException(name(catalog) + " has no links");
        }
        for (JsonNode link : links) {
          follow(catalog, link);
        }
      }
      return new StacCatalog(root.content(), List.copyOf(collections), List.copyOf(items));
    }

    private void follow(Document from, JsonNode link) throws IOException, UnfitOutputException {
      String relation = link.path("rel").asText();
      if (!relation.equals("item") && !relation.equals("child")) {
        return;
      }
      String href = link.path("href").asText();
      if (href.isEmpty()) {
        throw new UnfitOutputException("a link '" + relation + "' of " + name(from) + " is empty");
      }
      if (Remote.is(href)) {
        throw new UnfitOutputException(
            "%s refers to '%s', which lies outside the folder of the output"
                .formatted(name(from), href));
      }
      Path file = folder.follow(from.file(), href);
      if (!seen.add(file)) {
        return;
      }
      Document found = new Document(file, json.read(file, folder.name(file)));
      if (relation.equals("child")) {
        open.add(found);
      } else {
        check(found);
        items.add(found);
      }
    }

    private void check(Document item) throws UnfitOutputException {
      ObjectNode content = item.content();
      if (!content.path("type").asText().equals("Feature")) {
        throw new UnfitOutputException(name(item) + " is not a STAC item: its type is not Feature");
      }
      if (content.path("id").asText().isEmpty()) {
        throw new UnfitOutputException(name(item) + " is not a STAC item: it has no id");
      }
      for (String member : List.of("properties", "assets")) {
        if (!content.path(member).isObject()) {
          throw new UnfitOutputException(
              name(item) + " is not a STAC item: it has no " + member + " object");
        }
      }
      for (JsonNode asset : content.path("assets")) {
        if (!asset.isObject() || asset.path("href").asText().isEmpty()) {
          throw new UnfitOutputException("an asset of " + name(item) + " has no href");
        }
      }
    }

    private String name(Document document) {
      return folder.name(document.file());
    }
  }
}
