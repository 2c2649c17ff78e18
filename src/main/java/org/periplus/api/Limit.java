package org.periplus.api;

import java.util.Optional;

/** The query parameter {@code limit}: OGC API - Processes Part 1, {@code /req/core/pl-limit-*}. */
public final class Limit {

  private static final int DEFAULT = 100;
  private static final int MOST = 1000;

  private Limit() {}

  /** The number of items to return; what is larger than the server's most counts as that. */
  public static int of(String parameter) {
    if (parameter == null || parameter.isEmpty()) {
      return DEFAULT;
    }
    return number(parameter)
        .orElseThrow(() -> QueryParameters.refused("limit", parameter, "a whole number from 1"));
  }

  private static Optional<Integer> number(String parameter) {
    if (!parameter.matches("0*[1-9]\\d*")) {
      return Optional.empty();
    }
    String digits = parameter.replaceFirst("^0*", "");
    return Optional.of(digits.length() > 4 ? MOST : Math.min(Integer.parseInt(digits), MOST));
  }
}
