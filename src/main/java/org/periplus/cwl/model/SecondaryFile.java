package org.periplus.cwl.model;

import java.util.Optional;

/**
 * One entry of {@code secondaryFiles}.
 *
 * @param pattern a pattern such as {@code .idx} or {@code ^.bai}, or an expression
 * @param required {@code true}, {@code false} or an expression; empty means the default, which is
 *     true for inputs and false for outputs
 */
public record SecondaryFile(String pattern, Optional<String> required) {

  /** The name beside a file: each {@code ^} takes one extension away; the rest is appended. */
  public static String substitute(String basename, String pattern) {
    int carets = 0;
    while (carets < pattern.length() && pattern.charAt(carets) == '^') {
      carets++;
    }
    int end = basename.length();
    int dot = basename.lastIndexOf('.');
    for (int left = carets; left > 0 && dot > 0; left--) {
      end = dot;
      dot = basename.lastIndexOf('.', end - 1);
    }
    return basename.substring(0, end) + pattern.substring(carets);
  }
}
