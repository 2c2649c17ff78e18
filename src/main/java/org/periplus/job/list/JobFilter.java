package org.periplus.job.list;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.periplus.job.JobStatus;
import org.periplus.security.identity.Account;

/**
 * Which jobs a list shows: OGC API - Processes Part 1, {@code /req/job-list/*-response}. What is
 * empty restricts nothing.
 *
 * @param processIds the processes of which they are executions
 * @param statuses the statuses that they have
 * @param from the instant at or after which they were created
 * @param until the instant at or before which they were created
 * @param atLeast how long they ran, or run, at least; with this or the next, jobs that never began
 *     are not shown
 * @param atMost how long they ran, or run, at most
 * @param tags what they are all called by
 * @param text what stands in their title, the name of their process or the beginning of their id
 */
public record JobFilter(
    List<String> processIds,
    List<JobStatus> statuses,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<Duration> atLeast,
    Optional<Duration> atMost,
    List<String> tags,
    Optional<String> text,
    Optional<Owned> owned) {

  /**
   * Whose jobs.
   *
   * @param owner those of this one
   * @param orNobodys those of nobody too
   */
  public record Owned(Optional<Account> owner, boolean orNobodys) {}

  /** Every job. */
  public static final JobFilter NONE =
      new JobFilter(
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  /** The same, of certain processes. */
  public JobFilter withProcesses(List<String> newProcessIds) {
    return new JobFilter(newProcessIds, statuses, from, until, atLeast, atMost, tags, text, owned);
  }

  /** The same, of jobs with certain statuses; with none, of all. */
  public JobFilter with(List<JobStatus> newStatuses) {
    return new JobFilter(processIds, newStatuses, from, until, atLeast, atMost, tags, text, owned);
  }

  /** The same, of certain owners. */
  public JobFilter of(Optional<Owned> newOwned) {
    return new JobFilter(processIds, statuses, from, until, atLeast, atMost, tags, text, newOwned);
  }

  public JobFilter {
    processIds = List.copyOf(processIds);
    statuses = List.copyOf(statuses);
    tags = List.copyOf(tags);
  }
}
