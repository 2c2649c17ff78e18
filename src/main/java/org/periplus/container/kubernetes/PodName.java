package org.periplus.container.kubernetes;

import java.util.Locale;
import org.periplus.configuration.Sha256;

/** The name of a run's pod: the same whoever makes it, so that it cannot be made twice. */
final class PodName {

  private static final int LETTERS = 40;
  private static final int DIGITS = 16;

  private PodName() {}

  /**
   * The name, which a host can have too.
   *
   * @param run what no other run of the same owner has
   */
  static String of(String owner, String run) {
    String letters = run.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String readable = letters.substring(0, Math.min(letters.length(), LETTERS));
    return ("p-" + readable).replaceAll("-+$", "")
        + "-"
        + Sha256.hex(owner + "\n" + run).substring(0, DIGITS);
  }
}
