package org.periplus.staging.cache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.periplus.folder.FolderTree;

/**
 * The folder of the cache: bytes under their fingerprint in {@code bytes}, what they are known as
 * in {@code index}, and what is on its way in {@code incoming}. The folder is what counts; the
 * entries in memory are read from it at the start. Safe for use by several threads.
 */
final class CacheFolder {

  private static final System.Logger LOG = System.getLogger(CacheFolder.class.getName());

  private final CachedBytes bytes;
  private final Path index;
  private final Path incoming;
  private final long maxSize;
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final ReadWriteLock files = new ReentrantReadWriteLock();

  private final CacheEntries entries = new CacheEntries();
  private long parts;

  /**
   * @param maxSize in bytes
   * @param link whether files are linked into jobs; else they are copied, for jobs whose tools
   *     could write to them
   */
  CacheFolder(Path folder, long maxSize, boolean link) throws IOException {
    this.maxSize = maxSize;
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    bytes = new CachedBytes(folder.resolve("bytes"), link);
    index = Files.createDirectories(folder.resolve("index"));
    incoming = folder.resolve("incoming");
    FolderTree.delete(incoming); // What a crash left
    Files.createDirectories(incoming);
    read();
    evict();
  }

  private record Read(CacheEntry entry, FileTime used) {}

  private void read() throws IOException {
    List<Read> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(index)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try {
          CacheEntry entry = json.readValue(file.toFile(), CacheEntry.class);
          if (file.equals(file(entry)) && bytes.intact(entry)) {
            found.add(new Read(entry, Files.getLastModifiedTime(file)));
            continue;
          }
        } catch (IOException e) {
          LOG.log(System.Logger.Level.INFO, "{0} is no entry of the cache", file);
        }
        Files.deleteIfExists(file);
      }
    }
    found.stream()
        .sorted(Comparator.comparing(Read::used))
        .forEach(each -> entries.add(each.entry()));
    bytes.deleteAllBut(entries::know);
  }

  /** A new file for something that is on its way. */
  synchronized Path part() {
    return incoming.resolve(Long.toString(++parts));
  }

  /** Whether a file of this size is kept at all. */
  boolean holds(long fileSize) {
    return fileSize <= maxSize;
  }

  /** What is known of a reference, as long as its bytes are as they were. */
  synchronized Optional<CacheEntry> find(String key) {
    Optional<CacheEntry> found = entries.find(key);
    if (found.isEmpty() || bytes.intact(found.get())) {
      return found;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "The cached {0} was changed; it is dropped",
        found.get().reference());
    discard(found.get());
    return Optional.empty();
  }

  /**
   * Keeps a file that has come, and puts it into the job that fetched it.
   *
   * @param entry with the fingerprint of its bytes, and without their time of change
   * @return the entry as it is kept
   */
  CacheEntry keep(CacheEntry entry, Path part, Path target) throws IOException {
    CacheEntry kept = takeIn(entry, part, target);
    synchronized (this) {
      Optional<CacheEntry> earlier = entries.remove(entry.key());
      entries.add(kept);
      if (earlier.isPresent() && !entries.know(earlier.get().bytes())) {
        bytes.delete(earlier.get());
      }
    }
    evict();
    return kept;
  }

  private CacheEntry takeIn(CacheEntry entry, Path part, Path target) throws IOException {
    files.readLock().lock();
    try {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
      CacheEntry kept = bytes.settle(part, entry);
      write(kept);
      bytes.copy(kept, target);
      return kept;
    } finally {
      files.readLock().unlock();
    }
  }

  private void write(CacheEntry entry) throws IOException {
    Path file = file(entry);
    Files.createDirectories(file.getParent());
    Path part = part();
    json.writeValue(part.toFile(), entry);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts a file into a job, in such a way that no tool can change what the cache has. */
  void place(CacheEntry entry, Path target) throws IOException {
    files.readLock().lock();
    try {
      bytes.copy(entry, target);
      Files.setLastModifiedTime(file(entry), FileTime.from(Instant.now()));
    } finally {
      files.readLock().unlock();
    }
  }

  private Path file(CacheEntry entry) {
    return index.resolve(entry.key().substring(0, 2)).resolve(entry.key() + ".json");
  }

  /**
   * Removes what was used longest ago, until the rest fits; jobs have links or copies of theirs.
   */
  private void evict() {
    if (fits()) { // Nearly always: then no file has to wait for the others.
      return;
    }
    files.writeLock().lock();
    try {
      synchronized (this) {
        for (CacheEntry oldest : entries.oldestFirst()) {
          if (entries.size() <= maxSize) {
            return;
          }
          discard(oldest);
        }
      }
    } finally {
      files.writeLock().unlock();
    }
  }

  /**
   * Removes what was used longest ago and no job has a link to, since others need its room.
   *
   * @param wanted how many bytes
   * @return how many it were
   */
  long giveUp(long wanted) {
    files.writeLock().lock();
    try {
      synchronized (this) {
        long before = entries.size();
        for (CacheEntry oldest : entries.oldestFirst()) {
          if (before - entries.size() >= wanted) {
            break;
          }
          if (bytes.isUnused(oldest)) {
            discard(oldest);
          }
        }
        return before - entries.size();
      }
    } finally {
      files.writeLock().unlock();
    }
  }

  /** How many bytes are kept. */
  synchronized long size() {
    return entries.size();
  }

  private synchronized boolean fits() {
    return entries.size() <= maxSize;
  }

  private void discard(CacheEntry entry) {
    boolean known = entries.remove(entry.key()).isPresent();
    try {
      Files.deleteIfExists(file(entry));
      if (known && !entries.know(entry.bytes())) {
        bytes.delete(entry);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The cache cannot delete: {0}", e.getMessage());
    }
  }
}
