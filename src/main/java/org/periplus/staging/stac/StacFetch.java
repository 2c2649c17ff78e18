package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.folder.FolderTree;
import org.periplus.staging.cache.FileFetch;
import org.periplus.staging.fetch.AssetChoice;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.UnnamedFile;
import org.periplus.staging.file.AllOf;
import org.periplus.staging.file.DiskException;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.UnfitOutputException;
import org.periplus.staging.s3.References;

/**
 * Makes a folder of a STAC item, of a list of items with all its pages, or of a catalog: {@code
 * catalog.json}, and below it each item beside its assets, as application packages expect a
 * Directory input. Shared by threads.
 */
public final class StacFetch {

  private final FileFetch files;
  private final References references;
  private final JsonFiles json;
  private final StageInConfiguration configuration;

  public StacFetch(
      FileFetch files, References references, JsonFiles json, StageInConfiguration configuration) {
    this.files = files;
    this.references = references;
    this.json = json;
    this.configuration = configuration;
  }

  /** A STAC document and where it came from. */
  record Document(URI url, ObjectNode content) {
    String type() {
      return content.path("type").asText();
    }
  }

  /** What one call works on. */
  private record Visit(
      String input,
      URI url,
      Path home,
      Downloads downloads,
      Set<URI> seen,
      List<Document> items,
      AtomicInteger pages) {}

  /**
   * Fetches the items and their assets that http(s) or a known object store leads to; other assets
   * stay links.
   *
   * @param url may choose assets by its fragment: {@code #assets=green,nir}
   * @param home where the folder goes
   * @param basename its name; empty for the document's id
   */
  public CompletableFuture<Path> fetch(
      String input, URI url, Path home, String basename, Downloads downloads)
      throws FetchException {
    Visit visit =
        new Visit(
            input,
            url,
            home,
            downloads,
            ConcurrentHashMap.newKeySet(),
            new ArrayList<>(),
            new AtomicInteger());
    Reference reference = references.of(url);
    return downloads
        .submit(input, () -> document(reference, visit, true))
        .thenCompose(root -> items(root, visit).thenApply(done -> root))
        .thenCompose(root -> assets(root, basename, visit));
  }

  private Document document(Reference reference, Visit visit, boolean root) throws FetchException {
    Path file = null;
    try {
      file = Files.createTempFile(visit.home(), ".stac", ".json");
      UnnamedFile arrived = files.fetchPast(reference, ExpectedFile.NONE, file, visit.downloads());
      Document document = new Document(arrived.url(), json.read(file, "the document"));
      if (known(document)) {
        return document;
      }
      throw notStac(reference, "", root);
    } catch (UnfitOutputException e) {
      throw notStac(reference, "; " + e.getMessage(), root);
    } catch (IOException e) {
      throw new FetchException(reference, new DiskException(e).getMessage());
    } finally {
      discard(file);
    }
  }

  private static void discard(Path file) throws FetchException {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new FetchException("a STAC document", new DiskException(e).getMessage());
    }
  }

  private static boolean known(Document document) {
    return switch (document.type()) {
      case "Feature" -> !document.content().path("id").asText().isEmpty();
      case "Catalog", "Collection" -> document.content().path("links").isArray();
      case "FeatureCollection" -> document.content().path("features").isArray();
      default -> false;
    };
  }

  private static FetchException notStac(Reference reference, String detail, boolean root) {
    String only = root ? ", the only URLs that a Directory can be given as" : "";
    return new FetchException(
        reference, "it is not a STAC item, list of items or catalog" + only + detail);
  }

  /** Collects the items of a document, and those of the documents that it leads to. */
  private CompletableFuture<Void> items(Document document, Visit visit) {
    if (!visit.seen().add(document.url())) {
      return CompletableFuture.completedFuture(null);
    }
    if (document.type().equals("Feature")) {
      return add(document, visit);
    }
    if (document.type().equals("FeatureCollection")) {
      return listed(document, visit);
    }
    List<CompletableFuture<Void>> linked = new ArrayList<>();
    for (JsonNode link : document.content().path("links")) {
      if (Set.of("item", "child").contains(link.path("rel").asText())) {
        linked.add(linked(document, link.path("href").asText(), visit));
      }
    }
    return AllOf.all(linked);
  }

  /** Collects the items of a list, and those of the pages that follow it. */
  private CompletableFuture<Void> listed(Document page, Visit visit) {
    List<CompletableFuture<Void>> added = new ArrayList<>();
    for (JsonNode feature : page.content().path("features")) {
      if (feature instanceof ObjectNode item && !item.path("id").asText().isEmpty()) {
        added.add(add(new Document(page.url(), item), visit));
      }
    }
    return AllOf.all(added).thenCompose(done -> next(page, visit));
  }

  private CompletableFuture<Void> next(Document page, Visit visit) {
    for (JsonNode link : page.content().path("links")) {
      if (link.path("rel").asText().equals("next")) {
        // A server that always names another page must not be followed for ever.
        if (visit.pages().incrementAndGet() > configuration.maxItems()) {
          return tooMany(visit);
        }
        return link.path("method").asText("GET").equalsIgnoreCase("GET")
            ? linked(page, link.path("href").asText(), visit)
            : refused(
                visit,
                "its next page has to be asked for by "
                    + link.path("method").asText()
                    + "; only pages that are links can be followed");
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> linked(Document parent, String href, Visit visit) {
    return visit
        .downloads()
        .submit(
            visit.input(), () -> document(references.of(resolve(parent.url(), href)), visit, false))
        .thenCompose(document -> items(document, visit));
  }

  private CompletableFuture<Void> add(Document item, Visit visit) {
    synchronized (visit.items()) {
      visit.items().add(item);
      if (visit.items().size() > configuration.maxItems()) {
        return tooMany(visit);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> tooMany(Visit visit) {
    return refused(
        visit,
        "the catalog has more than the %d items that an input may have"
            .formatted(configuration.maxItems()));
  }

  private static CompletableFuture<Void> refused(Visit visit, String reason) {
    return CompletableFuture.failedFuture(
        new StageInException(visit.input(), Reference.of(visit.url()).name(), reason));
  }

  private CompletableFuture<Path> assets(Document root, String basename, Visit visit) {
    try {
      String id = root.content().path("id").asText("items");
      Path folder = visit.home().resolve(FileNames.safe(basename.isEmpty() ? id : basename));
      FolderTree.delete(folder);
      Files.createDirectories(folder);
      StacFolder catalog = new StacFolder(folder, json);
      AssetChoice choice = AssetChoice.of(visit.url(), configuration.assets());
      List<CompletableFuture<Void>> items = new ArrayList<>();
      for (Document item : inOrder(visit.items())) {
        items.add(assets(catalog.add(item), choice, visit));
      }
      return AllOf.all(items)
          .thenCompose(
              done ->
                  visit
                      .downloads()
                      .submit(visit.input(), () -> written(catalog, root, choice, visit)));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(
          new StageInException(
              visit.input(), Reference.of(visit.url()).name(), new DiskException(e).getMessage()));
    }
  }

  /** The documents come in any order; the catalog shall not. */
  private static List<Document> inOrder(List<Document> items) {
    return items.stream()
        .sorted(Comparator.comparing(item -> item.content().path("id").asText()))
        .toList();
  }

  private CompletableFuture<Void> assets(StacFolder.Item item, AssetChoice choice, Visit visit) {
    List<CompletableFuture<Void>> arrivals = new ArrayList<>();
    item.document()
        .content()
        .path("assets")
        .properties()
        .forEach(
            named -> {
              if (named.getValue() instanceof ObjectNode asset) {
                asset(item, named.getKey(), asset, choice, visit).ifPresent(arrivals::add);
              }
            });
    return AllOf.all(arrivals);
  }

  private Optional<CompletableFuture<Void>> asset(
      StacFolder.Item item, String name, ObjectNode asset, AssetChoice choice, Visit visit) {
    String href = asset.path("href").asText();
    if (href.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        visit
            .downloads()
            .submit(
                visit.input(),
                () -> {
                  URI url = resolve(item.document().url(), href);
                  if (!choice.includes(name, asset) || !references.canFollow(url)) {
                    item.stays(asset, url);
                    return null;
                  }
                  Optional<Path> part = item.claim(asset, url);
                  if (part.isPresent()) {
                    item.arrived(
                        url,
                        files.fetch(
                            references.of(url),
                            ExpectedFile.ofAsset(asset),
                            part.get(),
                            visit.downloads()));
                  }
                  return null;
                }));
  }

  private static Path written(StacFolder catalog, Document root, AssetChoice choice, Visit visit)
      throws FetchException {
    Reference reference = Reference.of(visit.url());
    if (!choice.wanted().contains(AssetChoice.ALL) && !catalog.hasAssets()) {
      throw new FetchException(
          reference, "no item has an asset with the name or the role " + choice.describe());
    }
    try {
      return catalog.write(root);
    } catch (IOException e) {
      throw new FetchException(reference, new DiskException(e).getMessage());
    }
  }

  static URI resolve(URI document, String href) throws FetchException {
    try {
      return document.resolve(href.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new FetchException(document, "it refers to something that is no URL");
    }
  }
}
