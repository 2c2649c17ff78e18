package org.periplus.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The header {@code Prefer} of an execute request: RFC 7240, and Part 1, 7.11.2.3. */
final class Preferences {

  /** Every execution is asynchronous and answers with its status: nothing else can be honoured. */
  private static final Set<String> HONOURED = Set.of("respond-async", "return=representation");

  private Preferences() {}

  /**
   * What to say in {@code Preference-Applied}: the preferences that were honoured, separated as the
   * client separated them; clients of the field use a semicolon.
   */
  static Optional<String> applied(List<String> prefer) {
    String all = String.join(",", prefer);
    String separator = all.contains(";") ? ";" : ", ";
    List<String> honoured =
        Stream.of(all.split("[;,]"))
            .map(preference -> preference.strip().replace("\"", "").toLowerCase(Locale.ROOT))
            .filter(HONOURED::contains)
            .distinct()
            .toList();
    return honoured.isEmpty() ? Optional.empty() : Optional.of(String.join(separator, honoured));
  }
}
