package org.periplus.cwl.document.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Helps an author whose name for something is not known. */
public final class Suggestions {

  private static final int LOOKED_AT = 500;
  private static final int LONGEST = 60;

  private Suggestions() {}

  /** {@code " Did you mean 'x'?"} when a name is close, else nothing. */
  public static String didYouMean(String written, Collection<String> known) {
    int limit = Math.max(1, Math.min(3, written.length() / 3));
    return known.stream()
        .limit(LOOKED_AT)
        .filter(k -> distance(written, k) <= limit)
        .min(Comparator.comparingInt(k -> distance(written, k)))
        .map(k -> " Did you mean '" + k + "'?")
        .orElse("");
  }

  /** {@code "'a', 'b'"}, or "none". */
  public static String list(Collection<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().limit(40).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
  }

  private static int distance(String first, String second) {
    if (Math.abs(first.length() - second.length()) > 3 || first.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
