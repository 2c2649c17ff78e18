package org.periplus.api.timeline;

import java.time.Instant;
import java.util.Optional;

/**
 * An attempt of a run, or what the elements of a scatter took together: it waited and then worked.
 *
 * @param left where it begins, in percent of the whole
 * @param width how wide all of it is
 * @param waited how wide that part is in which it waited
 * @param status its state, or how it ended
 * @param from since when it waited
 * @param started when it began to work
 * @param to when it ended; empty while it has not
 */
public record Bar(
    double left,
    double width,
    double waited,
    String status,
    int attempt,
    Instant from,
    Optional<Instant> started,
    Optional<Instant> to) {}
