package org.periplus.job;

import java.util.Optional;
import org.periplus.trace.TraceContext;

/**
 * What a request that has a job go on brings. Immutable.
 *
 * @param trace what it is part of
 * @param delegation by which tokens of the owner can be had, encrypted
 */
public record StartedBy(Optional<TraceContext> trace, Optional<String> delegation) {

  /** Nothing. */
  public static final StartedBy NOTHING = new StartedBy(Optional.empty(), Optional.empty());
}
