package org.periplus.staging.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.folder.FolderTree;
import org.periplus.staging.cache.FileFetch;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.file.AllOf;
import org.periplus.staging.file.DiskException;
import org.periplus.staging.file.FileNames;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Makes a folder of all objects of {@code s3://bucket/prefix/}: what follows the prefix in its key
 * is the path of each. The next page of keys is asked for when the objects of one have come, so
 * that a folder of any size takes the same memory. Shared by threads.
 */
public final class S3FolderFetch {

  private final FileFetch files;
  private final References references;
  private final int maxObjects;

  public S3FolderFetch(FileFetch files, References references, int maxObjects) {
    this.files = files;
    this.references = references;
    this.maxObjects = maxObjects;
  }

  /** Whether a URL names such a folder. */
  public static boolean canFetch(URI url) {
    return "s3".equalsIgnoreCase(url.getScheme())
        && (String.valueOf(url.getPath()).isEmpty() || url.getPath().endsWith("/"));
  }

  /** What one call works on. */
  private record Visit(
      String input,
      S3Folder source,
      S3FolderPaths paths,
      Downloads downloads,
      AtomicInteger objects) {

    URI url() {
      return paths.url();
    }
  }

  /**
   * Fetches all objects.
   *
   * @param home where the folder goes
   * @param basename its name; empty for the last part of the prefix
   */
  public CompletableFuture<Path> fetch(
      String input, URI url, Path home, String basename, Downloads downloads)
      throws FetchException {
    S3Folder source = references.folder(url);
    Path folder = home.resolve(FileNames.safe(basename.isEmpty() ? name(source) : basename));
    Visit visit =
        new Visit(
            input,
            source,
            new S3FolderPaths(url, source.prefix(), folder),
            downloads,
            new AtomicInteger());
    try {
      FolderTree.delete(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FetchException(url, new DiskException(e).getMessage());
    }
    return pages(visit, null).thenApply(done -> folder);
  }

  private static String name(S3Folder source) {
    String prefix = source.prefix();
    return prefix.isEmpty()
        ? source.bucket()
        : FileNames.last(prefix.substring(0, prefix.length() - 1));
  }

  private CompletableFuture<Void> pages(Visit visit, String token) {
    return visit
        .downloads()
        .submit(visit.input(), () -> page(visit, token))
        .thenCompose(page -> objects(page, visit).thenApply(done -> page))
        .thenCompose(
            page ->
                Boolean.TRUE.equals(page.isTruncated())
                    ? pages(visit, page.nextContinuationToken())
                    : CompletableFuture.completedFuture(null));
  }

  private ListObjectsV2Response page(Visit visit, String token) throws FetchException {
    ListObjectsV2Response page;
    try {
      page = visit.source().page(token);
    } catch (SdkException e) {
      throw new FetchException(
          visit.url(), S3Failures.of("the list of its objects", e).getMessage());
    }
    int objects = visit.objects().addAndGet(page.contents().size());
    if (objects == 0) {
      throw new FetchException(visit.url(), "the bucket has no object whose key begins like that");
    }
    if (objects > maxObjects) {
      throw new FetchException(
          visit.url(),
          "it has more than the %d objects that an input may have".formatted(maxObjects));
    }
    for (S3Object object : page.contents()) {
      visit.paths().makeFolder(object.key());
    }
    return page;
  }

  private CompletableFuture<Void> objects(ListObjectsV2Response page, Visit visit) {
    List<CompletableFuture<?>> arrivals = new ArrayList<>();
    for (S3Object object : page.contents()) {
      if (!object.key().endsWith("/")) { // Such an object only stands for a folder.
        arrivals.add(visit.downloads().submit(visit.input(), () -> object(object.key(), visit)));
      }
    }
    return AllOf.all(arrivals);
  }

  private Path object(String key, Visit visit) throws FetchException {
    Path target = visit.paths().target(key);
    if (Files.isDirectory(target)) {
      throw visit.paths().clash(key);
    }
    URI url = visit.source().address(key.substring(visit.source().prefix().length()));
    files.fetch(references.of(url), ExpectedFile.NONE, target, visit.downloads());
    return target;
  }
}
