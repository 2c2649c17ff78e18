package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
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
 * @param paths where its references lead
 * @param collections the collections below it
 * @param items the items, in the order of the links
 */
public record StacCatalog(
    ObjectNode root, StacPaths paths, List<Document> collections, List<Document> items) {

  public static final String FILE = "catalog.json";

  /** What a catalog may be called, in this order: a collection may stand alone. */
  private static final List<String> FILES = List.of(FILE, "collection.json");

  /** A document of the catalog and the real path of its file. */
  record Document(Path file, ObjectNode content) {}

  /**
   * Reads the catalog of a folder, which lies in it or in the only folder below.
   *
   * @return empty when the folder holds no file with the name of a catalog, or one that is not STAC
   * @throws UnfitOutputException when the catalog is broken or leads out of the folder
   */
  public static Optional<StacCatalog> read(OutputFolder folder, JsonFiles json)
      throws IOException, UnfitOutputException {
    Optional<Path> file = find(folder.root());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Path real = folder.inside(file.get());
    ObjectNode root;
    try {
      root = json.read(real, folder.name(real));
    } catch (UnfitOutputException e) {
      if (file.get().equals(folder.root().resolve(FILE))) {
        throw e;
      }
      return Optional.empty(); // A file of another kind may have the other names.
    }
    if (!root.has("stac_version")) {
      return Optional.empty();
    }
    StacPaths paths = new StacPaths(folder, real.getParent(), root);
    return Optional.of(new Walk(folder, paths, json).from(new Document(real, root)));
  }

  /** Whether the folder holds a file with the name of a catalog. */
  public static boolean isIn(Path folder) {
    try {
      return find(folder).isPresent();
    } catch (IOException e) {
      return false; // whoever reads the folder next says what is wrong with it
    }
  }

  private static Optional<Path> find(Path folder) throws IOException {
    Optional<Path> here = named(folder);
    return here.isPresent() ? here : onlyFolder(folder).flatMap(StacCatalog::named);
  }

  private static Optional<Path> named(Path folder) {
    return FILES.stream()
        .map(folder::resolve)
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  private static Optional<Path> onlyFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      Iterator<Path> folders = entries.iterator();
      Optional<Path> first = folders.hasNext() ? Optional.of(folders.next()) : Optional.empty();
      return folders.hasNext() ? Optional.empty() : first;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Follows the links, each document once. */
  private static final class Walk {
    private final OutputFolder folder;
    private final StacPaths paths;
    private final JsonFiles json;
    private final List<Document> collections = new ArrayList<>();
    private final List<Document> items = new ArrayList<>();
    private final Deque<Document> open = new ArrayDeque<>();
    private final Set<Path> seen = new HashSet<>();

    Walk(OutputFolder folder, StacPaths paths, JsonFiles json) {
      this.folder = folder;
      this.paths = paths;
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
      return new StacCatalog(root.content(), paths, List.copyOf(collections), List.copyOf(items));
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
      Path file = paths.follow(from.file(), href);
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
