package org.periplus.transfer;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which way files travel. */
public enum Direction {
  /** To the container, before its command starts. */
  INPUTS,
  /** Back, when it has ended. */
  OUTPUTS;

  /** Its name in links. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The direction of that name; empty when there is none. */
  public static Optional<Direction> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
