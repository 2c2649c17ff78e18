package org.periplus.configuration;

import java.util.stream.Stream;

/** The entries of a key's value that are separated by commas. */
public final class Entries {

  private Entries() {}

  /** Those that are not empty, without the space around them. */
  public static Stream<String> of(String value) {
    return Stream.of(value.split(",", -1)).map(String::strip).filter(entry -> !entry.isEmpty());
  }

  /** Those of a list whose entries have no spaces: a space is between two, as a comma is. */
  public static Stream<String> words(String value) {
    return Stream.of(value.split("[,\\s]+", -1)).filter(entry -> !entry.isEmpty());
  }
}
