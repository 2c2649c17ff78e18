package org.periplus.process.deployment;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Packages that were read last. What one takes in memory goes with the length of its text, so that
 * their lengths together are bounded; the last one is always kept. Threads share it.
 */
final class KeptPackages {

  private final long maxLength;
  private final Map<PackageKey, Kept> packages = new LinkedHashMap<>(16, 0.75f, true);
  private long length;

  private record Kept(PackageReader.Stored stored, long length) {}

  /**
   * @param maxLength in characters
   */
  KeptPackages(long maxLength) {
    this.maxLength = maxLength;
  }

  /** The package, or null when it is not kept. */
  synchronized PackageReader.Stored find(PackageKey key) {
    Kept found = packages.get(key);
    return found == null ? null : found.stored();
  }

  /**
   * Keeps a package, and gives up those that were not used for longest.
   *
   * @param length of its text, in characters
   */
  synchronized void keep(PackageKey key, PackageReader.Stored stored, long length) {
    Kept before = packages.put(key, new Kept(stored, length));
    this.length += length - (before == null ? 0 : before.length());
    Iterator<Kept> eldest = packages.values().iterator();
    while (this.length > maxLength && packages.size() > 1) {
      this.length -= eldest.next().length();
      eldest.remove();
    }
  }
}
