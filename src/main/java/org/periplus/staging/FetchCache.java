package org.periplus.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.security.ShownUrl;

/**
 * Fetched files for many jobs. Whoever asks first for a reference fetches it, and those who ask
 * meanwhile wait and share what has come; when that job is stopped, the next one continues. Who
 * asks later has the server say that the file is still the same, with the asking job's own
 * credentials: nobody gets from here what they could not fetch. Shared by threads.
 */
public final class FetchCache {

  private final CacheFolder folder;
  private final Map<String, Flight> flights = new ConcurrentHashMap<>();

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

  /** All that is asked for one reference at the same time. */
  private static final class Flight {
    private final ReentrantLock lock = new ReentrantLock();
    private int jobs;
    private Transfer transfer;
    private boolean landed;
    private long landing;
  }

  Arrived fetch(
      HttpFetch http,
      Reference reference,
      Expectation expectation,
      Path target,
      Downloads downloads)
      throws FetchException {
    long asked = System.nanoTime();
    String key = key(reference);
    Flight flight = flights.compute(key, (k, known) -> joined(known));
    try {
      flight.lock.lockInterruptibly();
      try {
        return fetchOrAgain(flight, asked, key, http, reference, expectation, target, downloads);
      } finally {
        flight.lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw downloads.stopped(reference);
    } catch (IOException e) {
      throw new FetchException(
          reference,
          e instanceof DiskException ? e.getMessage() : new DiskException(e).getMessage());
    } finally {
      flights.compute(key, (k, known) -> left(known));
    }
  }

  private static Flight joined(Flight known) {
    Flight flight = known == null ? new Flight() : known;
    flight.jobs++;
    return flight;
  }

  private static Flight left(Flight flight) {
    if (--flight.jobs > 0) {
      return flight;
    }
    if (flight.transfer != null) {
      discard(flight.transfer);
    }
    return null;
  }

  private Arrived fetchOrAgain(
      Flight flight,
      long asked,
      String key,
      HttpFetch http,
      Reference reference,
      Expectation expectation,
      Path target,
      Downloads downloads)
      throws IOException, FetchException {
    try {
      return fetch(flight, asked, key, http, reference, expectation, target, downloads);
    } catch (NoSuchFileException e) {
      // It was evicted just then, and is not known any more.
      return fetch(flight, asked, key, http, reference, expectation, target, downloads);
    }
  }

  private Arrived fetch(
      Flight flight,
      long asked,
      String key,
      HttpFetch http,
      Reference reference,
      Expectation expectation,
      Path target,
      Downloads downloads)
      throws IOException, FetchException {
    Optional<CacheEntry> known = folder.find(key);
    if (known.isPresent() && flight.landed && flight.landing - asked >= 0) {
      return place(known.get(), reference, expectation, target, downloads);
    }
    Transfer transfer = transfer(flight, expectation, downloads);
    HttpFetch.Fetched fetched = null;
    try {
      HttpFetch.Validators validators =
          known.map(CacheEntry::validators).orElse(HttpFetch.Validators.NONE);
      fetched = http.fetch(reference, transfer, validators, downloads);
    } finally {
      boolean continued = fetched == null && downloads.isStopped() && expectation.isNone();
      if (!continued) {
        transfer.close();
        flight.transfer = null;
      }
      if (!continued && (fetched == null || !fetched.changed())) {
        discard(transfer);
      }
    }
    if (!fetched.changed() && known.isEmpty()) {
      throw new FetchException(reference, "the server answered 304 without being asked to");
    }
    if (!fetched.changed()) {
      landed(flight);
      return place(known.get(), reference, expectation, target, downloads);
    }
    if (!fetched.shareable() || !folder.holds(transfer.received())) {
      Files.move(transfer.file(), target, StandardCopyOption.REPLACE_EXISTING);
      return Arrived.of(target, reference, fetched.url(), fetched.name(), false);
    }
    folder.keep(entry(key, reference, transfer, fetched), transfer.file(), target);
    landed(flight);
    return Arrived.of(target, reference, fetched.url(), fetched.name(), false);
  }

  private static void landed(Flight flight) {
    flight.landed = true;
    flight.landing = System.nanoTime();
  }

  /** A new one, or the one that a stopped job has left, which now counts for this one. */
  private Transfer transfer(Flight flight, Expectation expectation, Downloads downloads)
      throws IOException {
    if (flight.transfer != null && expectation.isNone()) {
      downloads.announced(flight.transfer.announced());
      if (downloads.arrived(flight.transfer.received())) {
        return flight.transfer;
      }
      throw new DiskException(new TooLargeException(downloads.budget()));
    }
    if (flight.transfer != null) {
      discard(flight.transfer);
    }
    flight.transfer = new Transfer(folder.part(), expectation, true);
    return flight.transfer;
  }

  private static void discard(Transfer transfer) {
    try {
      transfer.close();
      Files.deleteIfExists(transfer.file());
    } catch (IOException e) {
      transfer.file().toFile().deleteOnExit();
    }
  }

  private static CacheEntry entry(
      String key, Reference reference, Transfer transfer, HttpFetch.Fetched fetched) {
    return new CacheEntry(
        key,
        reference.name(),
        fetched.sums().sha256().orElseThrow(),
        transfer.received(),
        0,
        fetched.name(),
        ShownUrl.of(fetched.url()),
        fetched.validators().entityTag().orElse(null),
        fetched.validators().lastModified().orElse(null));
  }

  private Arrived place(
      CacheEntry entry,
      Reference reference,
      Expectation expectation,
      Path target,
      Downloads downloads)
      throws IOException, FetchException {
    downloads.announced(entry.size());
    if (!downloads.arrived(entry.size())) {
      throw new FetchException(reference, downloads.budget().describe());
    }
    try {
      folder.place(entry, target);
    } catch (NoSuchFileException e) {
      downloads.lost(entry.size(), entry.size());
      throw e;
    }
    check(reference, expectation, target);
    return Arrived.of(target, reference, reference.location(), entry.name(), true);
  }

  private static void check(Reference reference, Expectation expectation, Path file)
      throws IOException, FetchException {
    if (expectation.size().isPresent() && expectation.size().get() != Files.size(file)) {
      throw new FetchException(
          reference,
          "it has %d bytes instead of the %d that it is said to have"
              .formatted(Files.size(file), expectation.size().get()));
    }
    for (Checksum checksum : expectation.checksums()) {
      String actual = digest(file, checksum.algorithm());
      if (!checksum.fits(actual)) {
        throw new FetchException(reference, checksum.mismatch(actual));
      }
    }
  }

  private static String digest(Path file, String algorithm) throws IOException {
    MessageDigest digest = digest(algorithm);
    byte[] buffer = new byte[128 * 1024];
    try (InputStream input = Files.newInputStream(file)) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has those that are asked for.
    }
  }

  private static String key(Reference reference) {
    String whole = reference.scope() + "\n" + reference.location();
    return HexFormat.of().formatHex(digest("SHA-256").digest(whole.getBytes(UTF_8)));
  }
}
