package org.periplus.api.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of media types and languages, and the weights among them: RFC 9110, 5.6.6 and
 * 12.4.2. Servers fail in different ways over those that are none.
 */
final class HeaderParameters {

  private static final List<String> HEADERS =
      List.of("Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Content-Type");

  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

  /**
   * Also as some clients write it, {@code .2}; with more digits than the three that it may have.
   */
  private static final Pattern WEIGHT = Pattern.compile("0|0?\\.\\d{1,20}|0\\.|1(\\.0{0,20})?");

  private HeaderParameters() {}

  /** What is wrong in a request's headers; empty when nothing is. */
  static Optional<String> fault(HttpServletRequest request) {
    return HEADERS.stream()
        .filter(
            header ->
                Collections.list(request.getHeaders(header)).stream()
                    .anyMatch(HeaderParameters::isWrong))
        .findFirst()
        .map(
            header ->
                ("The header %s has a parameter that is none: write ;name=value, and as weight"
                        + " ;q= with a number from 0 to 1.")
                    .formatted(header));
  }

  static boolean isWrong(String header) {
    for (String element : unquoted(header).split(",", -1)) {
      String[] parts = element.split(";", -1);
      for (int at = 1; at < parts.length; at++) {
        if (isWrongParameter(parts[at].strip())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The header with a word in place of each quoted text; one without an end stays as it is. */
  private static String unquoted(String header) {
    StringBuilder unquoted = new StringBuilder();
    Matcher quoted = QUOTED.matcher(header);
    int from = 0;
    int quote = header.indexOf('"');
    // What has no end is looked at once, and not again from each quote in it.
    while (quote >= 0 && quoted.region(quote, header.length()).lookingAt()) {
      unquoted.append(header, from, quote).append("quoted");
      from = quoted.end();
      quote = header.indexOf('"', from);
    }
    return unquoted.append(header, from, header.length()).toString();
  }

  private static boolean isWrongParameter(String parameter) {
    int equals = parameter.indexOf('=');
    String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
    if (name.isEmpty()) {
      return equals >= 0;
    }
    return name.toLowerCase(Locale.ROOT).equals("q")
        && !WEIGHT.matcher(parameter.substring(equals + 1).strip()).matches();
  }
}
