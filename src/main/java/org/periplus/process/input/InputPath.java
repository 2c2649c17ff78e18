package org.periplus.process.input;

/** Places in the inputs of a request as JSON Pointers (RFC 6901), such as {@code /bands/1}. */
final class InputPath {

  private InputPath() {}

  /** The place of an input. */
  static String of(String input) {
    return "/" + escaped(input);
  }

  /** A name as a part of a pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
