package org.periplus.api.event;

import java.time.Instant;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.job.StatusInfo;
import org.periplus.job.list.ListedJob;

/**
 * What the status of a job says.
 *
 * @param place what is said of a job that waits in place of its own message
 * @param said when that was found out
 */
record JobStatusLine(ListedJob job, Optional<String> place, Instant said) {

  boolean saysTheSame(JobStatusLine other) {
    return job.equals(other.job) && place.equals(other.place);
  }

  StatusInfo status(Links links) {
    StatusInfo status = StatusInfo.of(job, links);
    return place.map(status::saying).orElse(status);
  }
}
