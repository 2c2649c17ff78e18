package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.periplus.folder.FolderTree;
import org.periplus.staging.cache.FileFetch;
import org.periplus.staging.fetch.AssetChoice;
import org.periplus.staging.fetch.DataUrl;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.file.AllOf;
import org.periplus.staging.file.DiskException;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.publish.JsonFiles;
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
  private final StacDocuments documents;

  public StacFetch(
      FileFetch files, References references, JsonFiles json, StageInConfiguration configuration) {
    this.files = files;
    this.references = references;
    this.json = json;
    this.configuration = configuration;
    this.documents = new StacDocuments(files, json);
  }

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
    StacInput asked = new StacInput(input, url, home, downloads);
    StacItems items = new StacItems(asked, documents, references, configuration.maxItems());
    return asked
        .submit(root(url, asked))
        .thenCompose(root -> items.collect(root).thenApply(done -> root))
        .thenCompose(root -> assets(root, items, basename, asked));
  }

  private Downloads.Task<StacDocument> root(URI url, StacInput asked) throws FetchException {
    if (url.toString().startsWith(DataUrl.SCHEME)) {
      return () -> documents.given(DataUrl.parse(url.toString()), asked);
    }
    Reference reference = references.of(url);
    return () -> documents.fetch(reference, asked, true);
  }

  private CompletableFuture<Path> assets(
      StacDocument root, StacItems items, String basename, StacInput asked) {
    try {
      String id = root.content().path("id").asText("items");
      Path folder = asked.home().resolve(FileNames.safe(basename.isEmpty() ? id : basename));
      FolderTree.delete(folder);
      Files.createDirectories(folder);
      StacFolder catalog = new StacFolder(folder, json);
      AssetChoice choice = AssetChoice.of(asked.url(), configuration.assets());
      List<CompletableFuture<Void>> arrivals = new ArrayList<>();
      for (StacDocument item : items.inOrder()) {
        arrivals.add(assets(catalog.add(item), choice, asked));
      }
      return AllOf.all(arrivals)
          .thenCompose(done -> asked.submit(() -> written(catalog, root, choice, asked)));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(asked.refused(new DiskException(e).getMessage()));
    }
  }

  private CompletableFuture<Void> assets(
      StacFolder.Item item, AssetChoice choice, StacInput asked) {
    List<CompletableFuture<Void>> arrivals = new ArrayList<>();
    item.document()
        .content()
        .path("assets")
        .properties()
        .forEach(
            named -> {
              if (named.getValue() instanceof ObjectNode asset) {
                asset(item, named.getKey(), asset, choice, asked).ifPresent(arrivals::add);
              }
            });
    return AllOf.all(arrivals);
  }

  private Optional<CompletableFuture<Void>> asset(
      StacFolder.Item item, String name, ObjectNode asset, AssetChoice choice, StacInput asked) {
    String href = asset.path("href").asText();
    if (href.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        asked.submit(
            () -> {
              URI url = item.document().resolve(href);
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
                        asked.downloads()));
              }
              return null;
            }));
  }

  private static Path written(
      StacFolder catalog, StacDocument root, AssetChoice choice, StacInput asked)
      throws FetchException {
    Reference reference = Reference.of(asked.url());
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
}
