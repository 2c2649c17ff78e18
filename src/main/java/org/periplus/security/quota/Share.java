package org.periplus.security.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of something was used, and how much may be.
 *
 * @param ofTenant whether it is that of all users of the tenant, not the user's own
 * @param most empty for any amount
 * @param resets when it begins anew; empty for what is there until somebody removes it
 * @param window how long it is counted together; empty likewise
 */
public record Share(
    Measure measure,
    boolean ofTenant,
    Optional<Long> most,
    long used,
    Optional<Instant> resets,
    Optional<Duration> window) {

  static Share of(Measure measure, boolean ofTenant, Optional<Long> most, long used, Instant now) {
    return new Share(measure, ofTenant, most, used, measure.resets(now), measure.window(now));
  }

  /** Its name as a policy: draft-ietf-httpapi-ratelimit-headers. */
  public String policy() {
    return (ofTenant ? "tenant-" : "user-") + measure;
  }

  /** How much is left; of what has no bound, as much as was used. */
  public long left() {
    return Math.max(0, most.orElse(used) - used);
  }

  /** What to tell a client that wants more. */
  String words() {
    return (ofTenant ? "This tenant has" : "You have")
        + " used "
        + Amount.shown(measure, used)
        + " of "
        + Amount.shown(measure, most.orElse(used))
        + " "
        + Amount.unit(measure)
        + resets
            .map(at -> ". It begins anew at " + at + ".")
            .orElse(". Delete jobs or results to make room.");
  }
}
