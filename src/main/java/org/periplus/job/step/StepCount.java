package org.periplus.job.step;

import java.time.Instant;
import java.util.Optional;

/**
 * How many runs of a step are in one state.
 *
 * @param started when the first of them began
 * @param finished when the last of them that has ended did
 */
public record StepCount(
    String path,
    StepKind kind,
    StepState state,
    long runs,
    Optional<Instant> started,
    Optional<Instant> finished) {}
