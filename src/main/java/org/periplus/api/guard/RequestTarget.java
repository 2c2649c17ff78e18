package org.periplus.api.guard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a request asks for, as the client wrote it. Servers read what is not well formed in
 * different ways, and filters and resources may then speak of different things; so nothing is made
 * of it.
 */
final class RequestTarget {

  /** RFC 3986, 3.3 */
  private static final String NOT_OF_PATHS = "\\\"<>[]^`{|}";

  private RequestTarget() {}

  /**
   * What is wrong; empty when nothing is.
   *
   * @param path the path, still percent-encoded
   * @param query the query, still percent-encoded, or null
   */
  static Optional<String> fault(String path, String query) {
    return faultOfPath(path).or(() -> query == null ? Optional.empty() : faultOfQuery(query));
  }

  private static Optional<String> faultOfPath(String path) {
    if (path.indexOf(';') >= 0) {
      return Optional.of(
          "The path is not well formed, or has a ';', which no path here has. Write %3B for the"
              + " sign.");
    }
    Optional<String> sign =
        path.chars()
            .filter(one -> NOT_OF_PATHS.indexOf(one) >= 0)
            .mapToObj("The path has a '%1$c'; write %%%1$02X for the sign."::formatted)
            .findFirst();
    if (sign.isPresent()) {
      return sign;
    }
    Optional<String> decoded = decoded(path);
    if (decoded.isEmpty()) {
      return Optional.of(
          "The path is not well formed: after each '%' there must be two hexadecimal digits, and"
              + " what they stand for must be UTF-8.");
    }
    if (decoded.get().chars().anyMatch(Character::isISOControl)) {
      return Optional.of("The path has a control character.");
    }
    for (String segment : decoded.get().split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.of("The path has a segment '" + segment + "'; leave it out.");
      }
    }
    return Optional.empty();
  }

  /** Values may have any character but the one that databases do not take. */
  private static Optional<String> faultOfQuery(String query) {
    Optional<String> decoded = decoded(query);
    if (decoded.isEmpty()) {
      return Optional.of(
          "The query is not well formed: after each '%' there must be two hexadecimal digits, and"
              + " what they stand for must be UTF-8.");
    }
    return decoded.get().indexOf('\0') >= 0 || query.chars().anyMatch(Character::isISOControl)
        ? Optional.of("The query has a control character.")
        : Optional.empty();
  }

  /** The text that the percent-encoded one stands for, if it is well formed. */
  private static Optional<String> decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    for (int at = 0; at < text.length(); at++) {
      char sign = text.charAt(at);
      if (sign != '%') {
        bytes.put(String.valueOf(sign).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
      int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high * 16 + low));
      at += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
