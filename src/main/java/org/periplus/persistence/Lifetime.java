package org.periplus.persistence;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something was created, started and finished, in this order, whatever the clocks of the
 * servers say that record it. Instants have milliseconds. Not for several threads.
 */
@Embeddable
public class Lifetime {

  @Convert(converter = InstantConverter.class)
  private Instant created;

  @Convert(converter = InstantConverter.class)
  private Instant started;

  @Convert(converter = InstantConverter.class)
  private Instant finished;

  /** For JPA alone. */
  protected Lifetime() {}

  public Lifetime(Instant created) {
    this.created = created;
  }

  public Instant created() {
    return created;
  }

  public Optional<Instant> started() {
    return Optional.ofNullable(started);
  }

  public Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /** How long it ran; empty before its end, and where it never started. */
  public Optional<Duration> duration() {
    return started == null || finished == null
        ? Optional.empty()
        : Optional.of(Duration.between(started, finished));
  }

  public void start(Instant now) {
    started = later(created, now);
  }

  public void finish(Instant now) {
    finished = later(started == null ? created : started, now);
  }

  /** It has not ended after all. */
  public void goOn() {
    finished = null;
  }

  /** It is begun anew. */
  public void beginAgain() {
    started = null;
    finished = null;
  }

  /** A server's clock may be behind that of another, or be set back. */
  private static Instant later(Instant earlier, Instant now) {
    return now.isBefore(earlier) ? earlier : now;
  }
}
