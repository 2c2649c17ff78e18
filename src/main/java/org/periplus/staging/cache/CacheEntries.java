package org.periplus.staging.cache;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of the cache in memory, in the order of their last use, and how large their bytes are
 * together; several may have the same bytes. Not safe for use by several threads: {@link
 * CacheFolder} guards it.
 */
final class CacheEntries {

  /** By their keys, the one that was used longest ago first. */
  private final Map<String, CacheEntry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** How many entries have the bytes of a name. */
  private final Map<String, Integer> uses = new HashMap<>();

  private long size;

  /** The entry of a key, which is the one used last from now on. */
  Optional<CacheEntry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Adds an entry, whose key has none. */
  void add(CacheEntry entry) {
    entries.put(entry.key(), entry);
    if (uses.merge(entry.bytes(), 1, Integer::sum) == 1) {
      size += entry.size();
    }
  }

  /** Forgets the entry of a key; empty when there was none. */
  Optional<CacheEntry> remove(String key) {
    Optional<CacheEntry> removed = Optional.ofNullable(entries.remove(key));
    removed.ifPresent(
        entry -> {
          if (uses.merge(entry.bytes(), -1, Integer::sum) == 0) {
            uses.remove(entry.bytes());
            size -= entry.size();
          }
        });
    return removed;
  }

  /** Whether any entry has the bytes of this name. */
  boolean know(String bytes) {
    return uses.containsKey(bytes);
  }

  /** In bytes; what several entries share counts once. */
  long size() {
    return size;
  }

  List<CacheEntry> oldestFirst() {
    return List.copyOf(entries.values());
  }
}
