package org.periplus.job.step;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.periplus.persistence.InstantConverter;
import org.periplus.persistence.JsonColumn;

/** The attempts of a run: which one it is now, and those before. Not for several threads. */
@Embeddable
public class Attempts {

  @Column(name = "attempt")
  private int number = 1;

  @Convert(converter = InstantConverter.class)
  private Instant queued;

  @Column(name = "attempts")
  private String earlier;

  /** How often anything was run, or failed before; from 1. */
  int number() {
    return number;
  }

  /** Since when the attempt that it is now waits, or waited; empty for the first. */
  Optional<Instant> queued() {
    return Optional.ofNullable(queued);
  }

  /** Those before, in their order; of very many the last ones. */
  List<StepAttempt> earlier() {
    return JsonColumn.json(earlier).map(StepAttempt::all).orElse(List.of());
  }

  /** Another begins. */
  void next(StepAttempt before, Instant now) {
    earlier = JsonColumn.text(StepAttempt.add(JsonColumn.json(earlier), before));
    number++;
    queued = now;
  }
}
