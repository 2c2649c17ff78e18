package org.periplus.job.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.job.Job;
import org.periplus.job.JobLabel;
import org.periplus.job.JobStatus;
import org.periplus.security.identity.Account;

/**
 * A job as lists show it: without its request, which may be large. A hundred jobs of a page had all
 * their inputs in memory otherwise.
 *
 * @param progress percent of the work that is done
 * @param title what it is called by whoever made it
 * @param owner whose it is, as people are called
 */
public record ListedJob(
    UUID id,
    String processId,
    JobStatus status,
    String message,
    int progress,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> finished,
    Instant updated,
    Optional<String> owner,
    Optional<String> title,
    List<String> tags) {

  /** What a query begins with that chooses such. */
  static final String SELECT =
      "select new org.periplus.job.list.ListedJob(j.id, j.processId, j.status, j.message,"
          + " j.progress, j.lifetime.created, j.lifetime.started, j.lifetime.finished, j.updated,"
          + " j.request.ownerName, j.request.label.title, j.request.label.listed) from Job j";

  /** As a query gives it. */
  public ListedJob(
      String id,
      String processId,
      JobStatus status,
      String message,
      int progress,
      Instant created,
      Instant started,
      Instant finished,
      Instant updated,
      String owner,
      String title,
      String tags) {
    this(
        UUID.fromString(id),
        processId,
        status,
        message,
        progress,
        created,
        Optional.ofNullable(started),
        Optional.ofNullable(finished),
        updated,
        Optional.ofNullable(owner),
        Optional.ofNullable(title),
        JobLabel.tags(tags));
  }

  /** What a list would show of a job. */
  public static ListedJob of(Job job) {
    return new ListedJob(
        job.id(),
        job.processId(),
        job.status(),
        job.message(),
        job.progress(),
        job.created(),
        job.started(),
        job.finished(),
        job.updated(),
        job.request().owner().map(Account::name),
        job.request().label().title(),
        job.request().label().tags());
  }
}
