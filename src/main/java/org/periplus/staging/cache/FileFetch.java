package org.periplus.staging.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.FetchedFile;
import org.periplus.staging.fetch.HttpFetch;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.Transfer;
import org.periplus.staging.fetch.UnnamedFile;
import org.periplus.staging.file.DiskException;

/** Brings references into files, out of the cache where there is one. Shared by threads. */
public final class FileFetch implements AutoCloseable {

  private final HttpFetch http;
  private final Optional<FetchCache> cache;
  private final String part;

  /**
   * @param part of the cache, which no other part's files are taken from
   */
  public FileFetch(HttpFetch http, Optional<FetchCache> cache, String part) {
    this.http = http;
    this.cache = cache;
    this.part = part;
  }

  /**
   * Fetches a file that tools read.
   *
   * @param target where to; replaced when it is there
   */
  public UnnamedFile fetch(
      Reference reference, ExpectedFile expectation, Path target, Downloads downloads)
      throws FetchException {
    return reported(
        reference,
        downloads,
        () ->
            cache.isPresent()
                ? cache.get().fetch(http, reference.in(part), expectation, target, downloads)
                : transferred(reference, expectation, target, downloads));
  }

  /** Fetches a file if there is one: what its server does not have, or give, is not there. */
  public Optional<UnnamedFile> find(Reference reference, Path target, Downloads downloads)
      throws FetchException {
    try {
      return Optional.of(fetch(reference, ExpectedFile.NONE, target, downloads));
    } catch (FetchException e) {
      if (e.sourceAway()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static UnnamedFile reported(
      Reference reference, Downloads downloads, Downloads.Task<UnnamedFile> fetch)
      throws FetchException {
    long begin = System.nanoTime();
    UnnamedFile arrived = fetch.run();
    downloads.fetched(
        new FetchedFile(
            reference.name(),
            arrived.file().toFile().length(),
            arrived.cached(),
            Duration.ofNanos(System.nanoTime() - begin)));
    return arrived;
  }

  /** Fetches a file past the cache. */
  public UnnamedFile fetchPast(
      Reference reference, ExpectedFile expectation, Path target, Downloads downloads)
      throws FetchException {
    return reported(
        reference, downloads, () -> transferred(reference, expectation, target, downloads));
  }

  private UnnamedFile transferred(
      Reference reference, ExpectedFile expectation, Path target, Downloads downloads)
      throws FetchException {
    boolean done = false;
    try (Transfer transfer = new Transfer(target, expectation)) {
      HttpFetch.Fetched fetched =
          http.fetch(reference, transfer, HttpFetch.Validators.NONE, downloads);
      if (!fetched.changed()) {
        throw new FetchException(reference, "the server answered 304 without being asked to");
      }
      done = true;
      return UnnamedFile.of(target, reference, fetched.url(), fetched.name(), false);
    } catch (IOException e) {
      throw new FetchException(reference, new DiskException(e).getMessage());
    } finally {
      if (!done) {
        discard(target);
      }
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      part.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
