package org.periplus.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of the list of jobs, newest first.
 *
 * @param next where the next part begins; empty when this is the last
 */
public record JobPage(List<Job> jobs, Optional<Key> next) {

  /** The place of a job in the list. */
  public record Key(Instant created, UUID id) {}
}
