package org.periplus.staging.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.periplus.staging.file.FileTrees;

/**
 * The bytes that the cache has, each file of them once under its fingerprint. Safe for use by
 * several threads.
 */
final class CachedBytes {

  private final Path folder;
  private final boolean link;

  /**
   * @param link whether files are linked into jobs; else they are copied, for jobs whose tools
   *     could write to them
   */
  CachedBytes(Path folder, boolean link) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.link = link;
  }

  /** Whether the bytes of an entry are there as they were when they came. */
  boolean intact(CacheEntry entry) {
    try {
      Path file = file(entry.bytes());
      return Files.size(file) == entry.size()
          && Files.getLastModifiedTime(file).toMillis() == entry.modified();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Gives a file that has come its place. Other bytes may have its fingerprint, by chance or by
   * design, so only a comparison of the whole says that they are there already.
   *
   * @param entry with the fingerprint
   * @return the entry with the name and the time of change that the bytes have here
   */
  CacheEntry settle(Path part, CacheEntry entry) throws IOException {
    String name = name(part, entry.bytes());
    return entry.withBytes(name, Files.getLastModifiedTime(file(name)).toMillis());
  }

  private String name(Path part, String fingerprint) throws IOException {
    Files.createDirectories(file(fingerprint).getParent());
    String name = fingerprint;
    for (int others = 1; !moved(part, file(name)); others++) {
      if (Files.mismatch(part, file(name)) < 0) {
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

  /** Puts the bytes of an entry into a job, so that no tool can change what the cache has. */
  void copy(CacheEntry entry, Path target) throws IOException {
    Files.deleteIfExists(target);
    if (link) {
      FileTrees.linkOrCopy(file(entry.bytes()), target);
    } else {
      Files.copy(file(entry.bytes()), target);
    }
  }

  /** Whether their deletion makes room: what is linked into a job stays on the disk. */
  boolean isUnused(CacheEntry entry) {
    try {
      Object links = Files.getAttribute(file(entry.bytes()), "unix:nlink");
      return links instanceof Integer count && count == 1;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return true; // They are gone, or this file system knows no links.
    }
  }

  void delete(CacheEntry entry) throws IOException {
    Files.deleteIfExists(file(entry.bytes()));
  }

  /** Deletes what no entry knows of. */
  void deleteAllBut(Predicate<String> known) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!known.test(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  private Path file(String name) {
    return folder.resolve(name.substring(0, 2)).resolve(name);
  }
}
