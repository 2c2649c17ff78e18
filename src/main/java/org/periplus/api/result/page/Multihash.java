package org.periplus.api.result.page;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checksums as STAC's extension "file" has them: a function, a length and a digest. */
final class Multihash {

  /** The codes of functions, each with the length of its digest. */
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "1114", "SHA-1",
          "1220", "SHA-256",
          "1340", "SHA-512",
          "1630", "SHA3-256",
          "d50110", "MD5");

  private Multihash() {}

  /** The name of the function, a space and the digest; empty for what is none. */
  static Optional<String> readable(String multihash) {
    String hex = multihash.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{8,200}")) {
      return Optional.empty();
    }
    return FUNCTIONS.entrySet().stream()
        .filter(function -> hex.startsWith(function.getKey()))
        .filter(function -> hex.length() == length(function.getKey()))
        .map(function -> function.getValue() + " " + hex.substring(function.getKey().length()))
        .findFirst()
        .or(() -> Optional.of(hex));
  }

  /** The digits of the whole: the last byte of the code is the length of the digest. */
  private static int length(String code) {
    return code.length() + 2 * Integer.parseInt(code.substring(code.length() - 2), 16);
  }
}
