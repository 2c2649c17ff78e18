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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.periplus.folder.FolderTree;
import org.periplus.staging.file.FileTrees;

/**
 * The files of the cache: bytes under their fingerprint in {@code bytes}, what they are known as in
 * {@code index}, and what is on its way in {@code incoming}. The folder is what counts; the list in
 * memory is read from it at the start. Safe for use by several threads.
 */
final class CacheFolder {

  private static final System.Logger LOG = System.getLogger(CacheFolder.class.getName());

  private final Path bytes;
  private final Path index;
  private final Path incoming;
  private final long maxSize;
  private final boolean link;
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final ReadWriteLock files = new ReentrantReadWriteLock();

  /** The entries, the one that was used longest ago first. */
  private final Map<String, CacheEntry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, Integer> uses = new HashMap<>();
  private long size;
  private long parts;

  /**
   * @param maxSize in bytes
   * @param link whether files are linked into jobs; else they are copied, for jobs whose tools
   *     could write to them
   */
  CacheFolder(Path folder, long maxSize, boolean link) throws IOException {
    this.maxSize = maxSize;
    this.link = link;
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    bytes = Files.createDirectories(folder.resolve("bytes"));
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
          if (file.equals(file(entry)) && intact(entry)) {
            found.add(new Read(entry, Files.getLastModifiedTime(file)));
            continue;
          }
        } catch (IOException e) {
          LOG.log(System.Logger.Level.INFO, "{0} is no entry of the cache", file);
        }
        Files.deleteIfExists(file);
      }
    }
    found.stream().sorted(Comparator.comparing(Read::used)).forEach(each -> count(each.entry()));
    deleteUnknownBytes();
  }

  private void deleteUnknownBytes() throws IOException {
    try (Stream<Path> all = Files.walk(bytes)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!uses.containsKey(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  private void count(CacheEntry entry) {
    entries.put(entry.key(), entry);
    if (uses.merge(entry.bytes(), 1, Integer::sum) == 1) {
      size += entry.size();
    }
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
    CacheEntry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (intact(entry)) {
      return Optional.of(entry);
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "The cached {0} was changed; it is dropped",
        entry.reference());
    discard(entry);
    return Optional.empty();
  }

  private boolean intact(CacheEntry entry) {
    try {
      Path file = bytes(entry.bytes());
      return Files.size(file) == entry.size()
          && Files.getLastModifiedTime(file).toMillis() == entry.modified();
    } catch (IOException e) {
      return false;
    }
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
      CacheEntry earlier = entries.get(entry.key());
      boolean last = forget(entry.key());
      count(kept);
      if (last && !uses.containsKey(earlier.bytes())) {
        Files.deleteIfExists(bytes(earlier.bytes()));
      }
    }
    evict();
    return kept;
  }

  private CacheEntry takeIn(CacheEntry entry, Path part, Path target) throws IOException {
    files.readLock().lock();
    try {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
      String name = settle(part, entry.bytes());
      Path home = bytes(name);
      CacheEntry kept = entry.withBytes(name, Files.getLastModifiedTime(home).toMillis());
      write(kept);
      copy(home, target);
      return kept;
    } finally {
      files.readLock().unlock();
    }
  }

  /**
   * Gives a file its place among the bytes. Other bytes may have its fingerprint, by chance or by
   * design, so only a comparison of the whole says that they are there already.
   *
   * @return their name
   */
  private String settle(Path part, String fingerprint) throws IOException {
    Files.createDirectories(bytes(fingerprint).getParent());
    String name = fingerprint;
    for (int others = 1; !moved(part, bytes(name)); others++) {
      if (Files.mismatch(part, bytes(name)) < 0) {
        Files.delete(part);
        return name;
      }
      name = fingerprint + "-" + others;
    }
    return name;
  }

  /** Moves a file, unless one is there. */
  private synchronized boolean moved(Path part, Path home) throws IOException {
    if (Files.exists(home)) {
      return false;
    }
    Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    return true;
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
      copy(bytes(entry.bytes()), target);
      Files.setLastModifiedTime(file(entry), FileTime.from(Instant.now()));
    } finally {
      files.readLock().unlock();
    }
  }

  private void copy(Path kept, Path target) throws IOException {
    Files.deleteIfExists(target);
    if (link) {
      FileTrees.linkOrCopy(kept, target);
    } else {
      Files.copy(kept, target);
    }
  }

  private Path bytes(String name) {
    return bytes.resolve(name.substring(0, 2)).resolve(name);
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
        for (CacheEntry oldest : List.copyOf(entries.values())) {
          if (size <= maxSize) {
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
        long before = size;
        for (CacheEntry oldest : List.copyOf(entries.values())) {
          if (before - size >= wanted) {
            break;
          }
          if (isUnused(oldest)) {
            discard(oldest);
          }
        }
        return before - size;
      }
    } finally {
      files.writeLock().unlock();
    }
  }

  /** Whether its deletion makes room: what is linked into a job stays on the disk. */
  private boolean isUnused(CacheEntry entry) {
    try {
      Object links = Files.getAttribute(bytes(entry.bytes()), "unix:nlink");
      return links instanceof Integer count && count == 1;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return true; // It is gone, or this file system knows no links.
    }
  }

  private synchronized boolean fits() {
    return size <= maxSize;
  }

  private void discard(CacheEntry entry) {
    boolean last = forget(entry.key());
    try {
      Files.deleteIfExists(file(entry));
      if (last) {
        Files.deleteIfExists(bytes(entry.bytes()));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The cache cannot delete: {0}", e.getMessage());
    }
  }

  /** Forgets an entry; true when nothing else has its bytes. */
  private boolean forget(String key) {
    CacheEntry entry = entries.remove(key);
    if (entry == null || uses.merge(entry.bytes(), -1, Integer::sum) > 0) {
      return false;
    }
    uses.remove(entry.bytes());
    size -= entry.size();
    return true;
  }
}
