package org.periplus.job.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of the list of jobs, newest first.
 *
 * @param next where the part with older jobs begins; empty when there are none
 * @param previous where the part with newer jobs ends; empty when there are none
 */
public record JobPage(List<ListedJob> jobs, Optional<Place> next, Optional<Place> previous) {

  /** The place of a job in the list; it stays where it is when jobs come or go. */
  public record Key(Instant created, UUID id) {

    static Key of(ListedJob job) {
      return new Key(job.created(), job.id());
    }
  }

  /** A part of the list beside a job, which need not exist any more. */
  public sealed interface Place {
    Key key();
  }

  /** The jobs that are older than this one. */
  public record After(Key key) implements Place {}

  /** The jobs that are newer than this one, the nearest of them. */
  public record Before(Key key) implements Place {}
}
