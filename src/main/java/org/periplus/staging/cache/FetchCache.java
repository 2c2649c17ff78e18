package org.periplus.staging.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.security.ShownUrl;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.HttpFetch;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.RunningDigests;
import org.periplus.staging.fetch.SignedLink;
import org.periplus.staging.fetch.TooLargeException;
import org.periplus.staging.fetch.Transfer;
import org.periplus.staging.fetch.UnnamedFile;
import org.periplus.staging.file.DiskException;

/**
 * Fetched files for many jobs. Whoever asks first for a reference fetches it, and those who ask for
 * the very same meanwhile wait and share what has come; when that job is stopped, the next one
 * continues. Who asks later has the server say that the file is still the same, with the asking
 * job's own credentials: nobody gets from here what they could not fetch. A link that was signed
 * anew leads to the same file. Shared by threads.
 */
public final class FetchCache {

  private final CacheFolder folder;
  private final Map<String, SharedFetch> running = new ConcurrentHashMap<>();

  private FetchCache(CacheFolder folder) {
    this.folder = folder;
  }

  /**
   * A cache in a folder, with what it held before.
   *
   * @param link whether files may be linked into jobs, since no tool can write to them
   * @return empty when it may hold nothing
   */
  public static Optional<FetchCache> in(Path folder, CacheConfiguration configuration, boolean link)
      throws IOException {
    long maxSize = configuration.maxSize().bytes();
    return maxSize <= 0
        ? Optional.empty()
        : Optional.of(new FetchCache(new CacheFolder(folder, maxSize, link)));
  }

  /**
   * Gives up files that no job uses, those first that were used longest ago.
   *
   * @param bytes how many bytes of the disk others need
   * @return how many bytes that were
   */
  public long giveUp(long bytes) {
    return folder.giveUp(bytes);
  }

  /** How many bytes it has. */
  public long size() {
    return folder.size();
  }

  /** What a job asks for, and when it did. */
  private record Request(
      HttpFetch http,
      Reference reference,
      ExpectedFile expectation,
      Path target,
      Downloads downloads,
      String key,
      long asked) {

    FetchException refused(String reason) {
      return new FetchException(reference, reason);
    }

    UnnamedFile arrived(HttpFetch.Fetched fetched) {
      return UnnamedFile.of(target, reference, fetched.url(), fetched.name(), false);
    }
  }

  UnnamedFile fetch(
      HttpFetch http,
      Reference reference,
      ExpectedFile expectation,
      Path target,
      Downloads downloads)
      throws FetchException {
    Request request =
        new Request(
            http, reference, expectation, target, downloads, key(reference), System.nanoTime());
    String asked = key(reference.scope() + "\n" + reference.location());
    SharedFetch shared = running.compute(asked, (k, known) -> SharedFetch.joined(known));
    try {
      shared.lock().lockInterruptibly();
      try {
        return fetchOrAgain(shared, request);
      } finally {
        shared.lock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw downloads.stopped(reference);
    } catch (IOException e) {
      throw request.refused(
          e instanceof DiskException ? e.getMessage() : new DiskException(e).getMessage());
    } finally {
      running.compute(asked, (k, known) -> known.left());
    }
  }

  private UnnamedFile fetchOrAgain(SharedFetch shared, Request request)
      throws IOException, FetchException {
    try {
      return fetch(shared, request);
    } catch (NoSuchFileException e) {
      // It was evicted just then, and is not known any more.
      return fetch(shared, request);
    }
  }

  private UnnamedFile fetch(SharedFetch shared, Request request)
      throws IOException, FetchException {
    Optional<CacheEntry> known = folder.find(request.key());
    if (known.isPresent() && shared.brought(known.get(), request.asked())) {
      return place(known.get(), request);
    }
    Transfer transfer = transfer(shared, request);
    HttpFetch.Fetched fetched = transferred(shared, transfer, known, request);
    if (!fetched.changed() && known.isEmpty()) {
      throw request.refused("the server answered 304 without being asked to");
    }
    if (!fetched.changed()) {
      shared.has(known.get());
      return place(known.get(), request);
    }
    if (!fetched.shareable() || !folder.holds(transfer.received())) {
      Files.move(transfer.file(), request.target(), StandardCopyOption.REPLACE_EXISTING);
      return request.arrived(fetched);
    }
    CacheEntry entry = entry(request, transfer, fetched);
    shared.has(folder.keep(entry, transfer.file(), request.target()));
    return request.arrived(fetched);
  }

  /** What a stopped job has received stays for the next one that asks. */
  private static HttpFetch.Fetched transferred(
      SharedFetch shared, Transfer transfer, Optional<CacheEntry> known, Request request)
      throws IOException, FetchException {
    HttpFetch.Fetched fetched = null;
    try {
      HttpFetch.Validators validators =
          known.map(CacheEntry::validators).orElse(HttpFetch.Validators.NONE);
      fetched =
          request.http().fetch(request.reference(), transfer, validators, request.downloads());
      return fetched;
    } finally {
      boolean continued =
          fetched == null && request.downloads().isStopped() && request.expectation().isNone();
      if (!continued) {
        shared.end(fetched != null && fetched.changed());
      }
    }
  }

  /** A new one, or the one that a stopped job has left, which now counts for this one. */
  private Transfer transfer(SharedFetch shared, Request request) throws IOException {
    Downloads downloads = request.downloads();
    Optional<Transfer> left = shared.transfer();
    if (left.isPresent() && request.expectation().isNone()) {
      downloads.announced(left.get().announced());
      if (downloads.arrived(left.get().received())) {
        return left.get();
      }
      throw new DiskException(new TooLargeException(downloads.budget()));
    }
    return shared.begin(new Transfer(folder.part(), request.expectation()));
  }

  private static CacheEntry entry(Request request, Transfer transfer, HttpFetch.Fetched fetched) {
    return new CacheEntry(
        request.key(),
        request.reference().name(),
        transfer.fingerprint(),
        transfer.received(),
        0,
        fetched.name(),
        ShownUrl.of(fetched.url()),
        fetched.validators().entityTag().orElse(null),
        fetched.validators().lastModified().orElse(null));
  }

  private UnnamedFile place(CacheEntry entry, Request request) throws IOException, FetchException {
    Downloads downloads = request.downloads();
    downloads.announced(entry.size());
    if (!downloads.arrived(entry.size())) {
      throw request.refused(downloads.budget().describe());
    }
    try {
      folder.place(entry, request.target());
    } catch (NoSuchFileException e) {
      downloads.lost(entry.size(), entry.size());
      throw e;
    }
    Reference reference = request.reference();
    request.expectation().check(reference, request.target());
    return UnnamedFile.of(request.target(), reference, reference.location(), entry.name(), true);
  }

  private static String key(Reference reference) {
    return key(reference.scope() + "\n" + SignedLink.unsigned(reference.location()));
  }

  private static String key(String text) {
    return HexFormat.of().formatHex(RunningDigests.digest("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
