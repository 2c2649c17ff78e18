package org.periplus.staging.fetch;

import java.net.URI;
import java.nio.file.Path;

/**
 * A fetched file that has no name yet.
 *
 * @param url where it came from in the end
 * @param name what it is called by the server, or else by its reference
 * @param cached whether it is from the cache
 */
public record UnnamedFile(Path file, URI url, String name, boolean cached) {

  public static UnnamedFile of(
      Path file, Reference reference, URI url, String servedName, boolean cached) {
    String name = servedName.isEmpty() ? ServedName.last(reference.location()) : servedName;
    // The signed link of an object says nothing of where it is.
    return new UnnamedFile(file, reference.ofOperator() ? reference.location() : url, name, cached);
  }
}
