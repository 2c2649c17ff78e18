package org.periplus.process.input;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.CwlType;

/**
 * The symbols of an enumeration, which a request may write as OGC does: a coordinate reference
 * system by its URI where the package has its name, {@code CRS84}.
 */
record Symbols(Set<String> symbols) {

  private static final String CRS = "http://www.opengis.net/def/crs/";

  static Symbols of(CwlType.Enumeration enumeration) {
    return new Symbols(new HashSet<>(enumeration.symbols()));
  }

  /** The symbol that is meant; empty if it is none of them. */
  Optional<String> find(String text) {
    if (symbols.contains(text)) {
      return Optional.of(text);
    }
    String uri =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return uri.startsWith(CRS)
        ? Optional.of(uri.substring(uri.lastIndexOf('/') + 1)).filter(symbols::contains)
        : Optional.empty();
  }
}
