package org.periplus.staging.fetch;

import java.time.Duration;

/**
 * A file that stage-in has brought.
 *
 * @param reference where it came from, as far as that may be shown
 * @param bytes its size
 * @param cached whether it was here already, and its server said that it is still the same
 * @param time how long it took
 */
public record FetchedFile(String reference, long bytes, boolean cached, Duration time) {

  /** In words: {@code Fetched https://… (1234 bytes in 0.5 s)}. */
  public String describe() {
    String seconds = "%.1f s".formatted(time.toMillis() / 1000.0);
    return cached
        ? "Taken from the cache: " + reference + " (" + bytes + " bytes)"
        : "Fetched " + reference + " (" + bytes + " bytes in " + seconds + ")";
  }
}
