package org.periplus.cwl.document.source;

import java.net.URI;
import java.util.Optional;

/**
 * Where a text comes from.
 *
 * @param name as shown in messages
 * @param uri its address, against which its references are resolved; empty for a text that has none
 */
public record Source(String name, Optional<URI> uri) {

  public static Source of(String name) {
    return new Source(name, Uris.parse(name).filter(u -> u.isAbsolute() && !u.isOpaque()));
  }

  public static Source of(URI uri) {
    return new Source(uri.toString(), Optional.of(uri));
  }

  /** An absolute reference as it is, a relative one if this source has an address. */
  public Optional<URI> resolve(String reference) {
    if (reference.isEmpty()) {
      return uri;
    }
    Optional<URI> parsed = Uris.parse(reference);
    if (parsed.isPresent() && parsed.get().isAbsolute()) {
      return parsed;
    }
    return uri.flatMap(base -> parsed.map(base::resolve)).map(Uris::withSlashes);
  }

  /** A full identifier for a name that is given here. */
  public String identify(String fragment) {
    return uri.map(URI::toString).orElse(name) + "#" + fragment;
  }
}
