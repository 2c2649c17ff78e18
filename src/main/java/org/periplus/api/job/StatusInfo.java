package org.periplus.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.api.Dated;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.list.ListedJob;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.step.StepRun;

/**
 * OGC API - Processes Part 1, schema {@code statusInfo}.
 *
 * @param id the same as {@code jobID}, which is its name in version 1.0
 * @param processingEntityType the kind of API whose job it is, which version 2.0 wants
 * @param owner whose it is, as people are called
 * @param title what it is called by whoever made it
 */
public record StatusInfo(
    UUID jobID,
    UUID id,
    String type,
    String processingEntityType,
    String processID,
    String status,
    String message,
    int progress,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> finished,
    Instant updated,
    Optional<String> owner,
    Optional<String> title,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,
    List<Link> links)
    implements Dated {

  /** W3C PROV-AQ, 3.1. */
  private static final String HAS_PROVENANCE = "http://www.w3.org/ns/prov#has_provenance";

  /** The status of a job, with links to its results and to the logs of its steps. */
  public static StatusInfo of(Job job, List<StepRun> steps, Links links) {
    return of(ListedJob.of(job), steps, links);
  }

  /** That of a job in a list, without its logs. */
  public static StatusInfo of(ListedJob job, Links links) {
    return of(job, List.of(), links);
  }

  private static StatusInfo of(ListedJob job, List<StepRun> steps, Links links) {
    List<Link> list = new ArrayList<>();
    list.add(Link.json("Status location", "monitor", links.job(job.id())));
    list.add(Links.asPage(links.job(job.id())));
    if (job.status() == JobStatus.SUCCESSFUL) {
      list.add(Link.json("Result location", Links.REL + "results", links.results(job.id())));
    }
    if (job.status() == JobStatus.FAILED) {
      list.add(
          Link.json(
              "Restart from the step that failed (POST)", "restart", links.results(job.id())));
    }
    if (job.status().ended()) {
      list.add(Link.json("Provenance", HAS_PROVENANCE, links.job(job.id()) + "/prov"));
    }
    for (StepRun step : steps) {
      step.name().ifPresent(name -> list.addAll(logs(job, name, links)));
    }
    return of(job, job.status(), job.message(), list);
  }

  /** The same; of a job that waits the message tells its place in the queue, and why it waits. */
  public StatusInfo placed(Job job, WaitingJobs waiting) {
    return job.status() == JobStatus.ACCEPTED ? saying(waiting.message(job)) : this;
  }

  /** The same with another message. */
  public StatusInfo saying(String newMessage) {
    return new StatusInfo(
        jobID,
        id,
        type,
        processingEntityType,
        processID,
        status,
        newMessage,
        progress,
        created,
        started,
        finished,
        updated,
        owner,
        title,
        tags,
        links);
  }

  /** What the dismissal of a job answers. */
  static StatusInfo dismissed(Job job, Links links) {
    return of(
        ListedJob.of(job),
        JobStatus.DISMISSED,
        job.status() == JobStatus.DISMISSED
            ? job.message()
            : "The job had ended; it was removed with its results.",
        List.of(Link.json("The job list for the current process", "parent", links.to("jobs"))));
  }

  private static StatusInfo of(ListedJob job, JobStatus status, String message, List<Link> links) {
    return new StatusInfo(
        job.id(),
        job.id(),
        "process",
        "ogc-api-processes",
        job.processId(),
        status.code(),
        message,
        job.progress(),
        job.created(),
        job.started(),
        job.finished(),
        job.updated(),
        job.owner(),
        job.title(),
        job.tags(),
        links);
  }

  @Override
  public Instant changed() {
    return updated;
  }

  /** Twice, since clients of the field and {@code /rec/core/job-links} look for different ones. */
  private static List<Link> logs(ListedJob job, String name, Links links) {
    String log = links.job(job.id()) + "/logs/" + Links.encoded(name) + ".log";
    return List.of(
        new Link("Tool log " + name + ".log", "related", "text/plain", log),
        new Link("Log of the step " + name, Links.REL + "log", "text/plain", log));
  }
}
