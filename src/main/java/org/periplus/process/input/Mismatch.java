package org.periplus.process.input;

/**
 * The place in a value that is not of its type.
 *
 * @param path from the value to the place, such as {@code [1].href}; empty for the value itself
 * @param depth how many steps that is
 * @param reason what is there instead
 * @param telling whether the reason says more than what was expected and what came
 */
record Mismatch(String path, int depth, String reason, boolean telling) {

  static Mismatch here(String reason) {
    return new Mismatch("", 0, reason, false);
  }

  /** A number that the type cannot hold. */
  static Mismatch beyond(String range) {
    return new Mismatch("", 0, "it may be from " + range, true);
  }

  /** The same place, seen from the value around it. */
  Mismatch inside(String step) {
    return new Mismatch(step + path, depth + 1, reason, telling);
  }
}
