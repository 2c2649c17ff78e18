package org.periplus.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what proxies say of a request: the header {@code Forwarded} (RFC 7239), or where there is
 * none the older {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port} and {@code
 * -Prefix}. The hops are in the order of the way, the one nearest to the client first.
 */
final class Forwarding {

  // Possessive: what may be tried again takes stack for each character.
  private static final Pattern ELEMENT = Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")++");
  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]*))\\s*(?:;|$)");

  private Forwarding() {}

  /**
   * @param header gives a header of the request, several of a name joined with commas; null when
   *     there is none
   */
  static List<Hop> of(Function<String, String> header) {
    String forwarded = header.apply("Forwarded");
    return forwarded == null ? older(header) : standard(forwarded);
  }

  private static List<Hop> standard(String header) {
    List<Hop> hops = new ArrayList<>();
    Matcher elements = ELEMENT.matcher(header);
    while (elements.find()) {
      hops.add(element(elements.group()));
    }
    return hops;
  }

  private static Hop element(String text) {
    Hop hop = Hop.SILENT;
    Matcher pairs = PAIR.matcher(text);
    while (pairs.find()) {
      Optional<String> value =
          Optional.of(
              pairs.group(2) == null ? pairs.group(3) : pairs.group(2).replaceAll("\\\\(.)", "$1"));
      hop =
          switch (pairs.group(1).toLowerCase(Locale.ROOT)) {
            case "for" ->
                new Hop(
                    value.map(Forwarding::bare), hop.proto(), hop.host(), hop.port(), hop.prefix());
            case "proto" -> new Hop(hop.from(), value, hop.host(), hop.port(), hop.prefix());
            case "host" -> new Hop(hop.from(), hop.proto(), value, hop.port(), hop.prefix());
            default -> hop;
          };
    }
    return hop;
  }

  private static List<Hop> older(Function<String, String> header) {
    List<String> from = list(header.apply("X-Forwarded-For"));
    List<String> proto = list(header.apply("X-Forwarded-Proto"));
    List<String> host = list(header.apply("X-Forwarded-Host"));
    List<String> port = list(header.apply("X-Forwarded-Port"));
    List<String> prefix = list(header.apply("X-Forwarded-Prefix"));
    int most = Math.max(1, from.size());
    List<Hop> hops = new ArrayList<>();
    for (int fromRight = most - 1; fromRight >= 0; fromRight--) {
      hops.add(
          new Hop(
              at(from, fromRight).map(Forwarding::bare),
              at(proto, fromRight),
              at(host, fromRight),
              at(port, fromRight),
              at(prefix, fromRight)));
    }
    return hops;
  }

  /** Each proxy adds to the right; the first one's value counts for all that add nothing. */
  private static Optional<String> at(List<String> values, int fromRight) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.get(Math.max(0, values.size() - 1 - fromRight)));
  }

  private static List<String> list(String header) {
    return header == null || header.isBlank()
        ? List.of()
        : List.of(header.strip().split("\\s*,\\s*"));
  }

  /** An address without brackets and port. */
  private static String bare(String node) {
    if (node.startsWith("[")) {
      return node.replaceFirst("^\\[([^]]*)].*", "$1");
    }
    return node.matches("[^:]*:\\d+") ? node.substring(0, node.indexOf(':')) : node;
  }
}
