package org.periplus.process.input;

/**
 * The place in a value that is not of its type.
 *
 * @param path from the value to the place, such as {@code [1].href}; empty for the value itself
 * @param pointer the same as a JSON Pointer, such as {@code /1/href}
 * @param depth how many steps that is
 * @param reason what is there instead
 * @param telling whether the reason says more than what was expected and what came
 */
record Mismatch(String path, String pointer, int depth, String reason, boolean telling) {

  static Mismatch here(String reason) {
    return new Mismatch("", "", 0, reason, false);
  }

  /** A number that the type cannot hold. */
  static Mismatch beyond(String range) {
    return new Mismatch("", "", 0, "it may be from " + range, true);
  }

  /** The same place, seen from the array around it. */
  Mismatch inItem(int index) {
    return inside("[" + index + "]", Integer.toString(index));
  }

  /** The same place, seen from the record around it. */
  Mismatch inMember(String name) {
    return inside("." + name, InputPath.escaped(name));
  }

  private Mismatch inside(String step, String token) {
    return new Mismatch(step + path, "/" + token + pointer, depth + 1, reason, telling);
  }
}
