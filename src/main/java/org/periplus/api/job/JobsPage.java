package org.periplus.api.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.periplus.job.JobStatus;

/**
 * The page of the list of jobs.
 *
 * @param list what the list's JSON has
 * @param counts how many jobs there are with each status, whichever the list shows
 * @param filter what was asked for
 */
public record JobsPage(JobList list, Map<String, Long> counts, Map<String, String> filter) {

  static JobsPage of(JobList list, Map<JobStatus, Long> found, JobListParameters parameters) {
    Map<String, Long> counts = new LinkedHashMap<>();
    Stream.of(JobStatus.values())
        .filter(found::containsKey)
        .forEach(status -> counts.put(status.code(), found.get(status)));
    return new JobsPage(list, counts, parameters.shown());
  }
}
