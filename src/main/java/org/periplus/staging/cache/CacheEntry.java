package org.periplus.staging.cache;

import java.util.Objects;
import java.util.Optional;
import org.periplus.staging.fetch.HttpFetch;

/**
 * What the cache knows of a reference, as it stands in a file of its index.
 *
 * @param key the digest of the reference: it may hold secrets, such as the signature of a link
 * @param reference the reference as it may be shown
 * @param bytes the name of the bytes: their fingerprint, with a number where others have the same
 * @param size in bytes
 * @param modified the file's time of change, in milliseconds: other bytes have another one
 * @param name what the server calls the file; may be empty
 * @param url where it came from in the end, as far as it may be shown
 * @param entityTag the server's mark of the version; null without one
 * @param lastModified the server's time of change; null without one
 */
record CacheEntry(
    String key,
    String reference,
    String bytes,
    long size,
    long modified,
    String name,
    String url,
    String entityTag,
    String lastModified) {

  CacheEntry {
    Objects.requireNonNull(bytes, "bytes");
  }

  /** The same, with the bytes as they lie in the cache. */
  CacheEntry withBytes(String name, long time) {
    return new CacheEntry(
        key, reference, name, size, time, this.name, url, entityTag, lastModified);
  }

  HttpFetch.Validators validators() {
    return new HttpFetch.Validators(
        Optional.ofNullable(entityTag), Optional.ofNullable(lastModified));
  }
}
