package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.persistence.InstantConverter;
import org.periplus.persistence.JsonColumn;
import org.periplus.persistence.Lifetime;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;

/**
 * One execution of a process. What {@code JobStore} returns is detached: a snapshot that is changed
 * only through the store. Instants have milliseconds.
 */
@Entity
@Table(name = "job")
public class Job {

  private static final String ACCEPTED = "The job was accepted.";

  @Id private String id;

  private String tenant;

  @Column(name = "process_id")
  private String processId;

  @Column(name = "process_version")
  private int processVersion;

  @Enumerated(EnumType.STRING)
  private JobStatus status;

  private int priority;

  private String message;

  private int progress;

  @Embedded private Lifetime lifetime;

  @Convert(converter = InstantConverter.class)
  private Instant updated;

  @Column(name = "results_removed")
  @Convert(converter = InstantConverter.class)
  private Instant resultsRemoved;

  @Column(name = "logs_removed")
  @Convert(converter = InstantConverter.class)
  private Instant logsRemoved;

  @Column(name = "duration_millis")
  private Long durationMillis;

  @Embedded private JobRequest request;

  private boolean subscribed;

  private String problem;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "job_batch_execution", joinColumns = @JoinColumn(name = "job_id"))
  @Column(name = "execution_id")
  @OrderBy
  private List<Long> batchExecutionIds = new ArrayList<>();

  /** For JPA alone. */
  protected Job() {}

  public Job(NewJob order, Instant now) {
    id = order.id().toString();
    tenant = order.tenant();
    status = order.status();
    message = status == JobStatus.CREATED ? "The job waits for its start." : ACCEPTED;
    lifetime = new Lifetime(now);
    define(order, now);
  }

  public UUID id() {
    return UUID.fromString(id);
  }

  public String tenant() {
    return tenant;
  }

  public String processId() {
    return processId;
  }

  /** The revision of the deployed package with which the job was started. */
  public int processVersion() {
    return processVersion;
  }

  public JobStatus status() {
    return status;
  }

  /** The higher it is, the sooner the job starts among those of its tenant that wait. */
  public int priority() {
    return priority;
  }

  /** What is happening, or how it ended, in one sentence. */
  public String message() {
    return message;
  }

  /** Percent of the work that is done. */
  public int progress() {
    return progress;
  }

  public Instant created() {
    return lifetime.created();
  }

  public Optional<Instant> started() {
    return lifetime.started();
  }

  public Optional<Instant> finished() {
    return lifetime.finished();
  }

  public Instant updated() {
    return updated;
  }

  /** The input object of the process, in CWL's terms. */
  public JsonNode inputs() {
    return request.inputs();
  }

  /** What was asked for, and what of it nobody may see. */
  public JobRequest request() {
    return request;
  }

  /** The inputs that nobody may see; {@link JobVault#open} knows their values. */
  public JobSecrets secrets() {
    return request.secrets();
  }

  /** Whether anybody is told what becomes of the job. */
  public boolean subscribed() {
    return subscribed;
  }

  /** The trace that a client made the job a part of. */
  public Optional<TraceContext> givenTrace() {
    return request.trace();
  }

  /** What is done for the job is marked with this; without a given trace, it is one of its own. */
  public JobContext context() {
    return new JobContext(
        id(), tenant, processId, givenTrace().orElseGet(() -> TraceContext.ofJob(id())), "");
  }

  /** When the results of a job that succeeded were deleted, because their time was over. */
  public Optional<Instant> resultsRemoved() {
    return Optional.ofNullable(resultsRemoved);
  }

  /** The problem document of a failed job. */
  public Optional<JsonNode> problem() {
    return JsonColumn.json(problem);
  }

  /** The batch executions, in the order of their start; more than one after a restart. */
  public List<Long> batchExecutionIds() {
    return List.copyOf(batchExecutionIds);
  }

  public void define(NewJob order, Instant now) {
    processId = order.processId();
    processVersion = order.processVersion();
    priority = order.priority();
    request = JobRequest.of(order, request);
    subscribed = order.subscription().isPresent();
    touch(now);
  }

  public void accept(StartedBy by, Instant now) {
    request.startedBy(by);
    status = JobStatus.ACCEPTED;
    message = ACCEPTED;
    touch(now);
  }

  public void start(Instant now) {
    status = JobStatus.RUNNING;
    message = "The job is running.";
    touch(now);
    if (started().isEmpty()) {
      lifetime.start(updated);
    }
  }

  public void advance(int newProgress, String newMessage, Instant now) {
    progress = Math.max(progress, Math.min(newProgress, 100));
    message = newMessage;
    touch(now);
  }

  public void succeed(Instant now) {
    end(JobStatus.SUCCESSFUL, "The job has finished.", now);
    progress = 100;
  }

  public void fail(String why, JsonNode newProblem, Instant now) {
    end(JobStatus.FAILED, why, now);
    problem = JsonColumn.text(newProblem);
  }

  public void dismiss(Instant now) {
    end(JobStatus.DISMISSED, "The job was dismissed.", now);
  }

  public void restart(JsonNode newInputs, StartedBy by, Instant now) {
    request.restart(newInputs, by);
    status = JobStatus.ACCEPTED;
    message = "The job was restarted.";
    lifetime.goOn();
    durationMillis = null;
    problem = null;
    touch(now);
  }

  /**
   * Like {@link #restart}, with secrets that were given again.
   *
   * @param anew whether it begins at its first step
   */
  public void restartWith(
      JsonNode newInputs, String newSealed, boolean anew, StartedBy by, Instant now) {
    restart(newInputs, by, now);
    request.seal(newSealed);
    if (anew) {
      batchExecutionIds.clear();
    }
  }

  public void addBatchExecution(long executionId, Instant now) {
    batchExecutionIds.add(executionId);
    touch(now);
  }

  public void removeResults(Instant now) {
    touch(now);
    resultsRemoved = updated;
  }

  public void handOn(Ownership newOwner, Instant now) {
    request.belongTo(newOwner);
    touch(now);
  }

  public void removeLogs(Instant now) {
    touch(now);
    logsRemoved = updated;
  }

  private void end(JobStatus newStatus, String newMessage, Instant now) {
    status = newStatus;
    message = newMessage;
    touch(now);
    lifetime.finish(updated);
    durationMillis = lifetime.duration().map(Duration::toMillis).orElse(null);
    request.end(newStatus);
  }

  /** Never to before the last change, whatever the clock of the server says that makes this one. */
  private void touch(Instant now) {
    updated = updated == null || now.isAfter(updated) ? now : updated;
  }
}
