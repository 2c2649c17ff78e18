package org.periplus.security.identity.oidc;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an issuer says of somebody. Immutable.
 *
 * @param all by the names of the claims
 */
public record Claims(Map<String, Object> all) {

  /** Whether one of the values of a claim is this one. */
  boolean has(String path, String value) {
    return values(path).anyMatch(value::equals);
  }

  public Optional<String> text(String name) {
    return all.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * The values of a claim: the elements of a list, the words of a text.
   *
   * @param path its name, or the names on the way to it, with dots between them
   */
  Stream<String> values(String path) {
    return found(all, path).map(Claims::strings).orElse(Stream.empty());
  }

  private static Stream<String> strings(Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return value instanceof String text ? Stream.of(text.split("\\s+", -1)) : Stream.empty();
  }

  /** Names may have dots themselves, as those that are URLs do. */
  private static Optional<Object> found(Map<?, ?> claims, String path) {
    if (claims.get(path) != null) {
      return Optional.of(claims.get(path));
    }
    int dot = path.indexOf('.');
    return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> below
        ? found(below, path.substring(dot + 1))
        : Optional.empty();
  }
}
