package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.configuration.DataDirectory;
import org.periplus.persistence.InstantConverter;
import org.periplus.persistence.JsonColumn;
import org.periplus.persistence.Lifetime;

/**
 * One run of a step of a job, or of one element of a scattered step. What {@link StepRunStore}
 * returns is detached: a snapshot that is changed only through the store.
 */
@Entity
@Table(name = "step_run")
public class StepRun {

  /** What stands in the place of sealed outputs that were forgotten. */
  public static final String FORGOTTEN = "forgotten";

  @Id private String id;

  @Column(name = "job_id")
  private String jobId;

  private String path;

  private String element;

  @Enumerated(EnumType.STRING)
  private StepKind kind;

  private String name;

  @Enumerated(EnumType.STRING)
  private StepState state;

  @Embedded private Attempts attempts;

  @Column(name = "container_id")
  private String containerId;

  private String image;

  @Column(name = "exit_code")
  private Integer exitCode;

  @Embedded private Lifetime lifetime;

  @Column(name = "log_file")
  private String logFile;

  private String inputs;

  private String outputs;

  @Column(name = "sealed_outputs")
  private String sealedOutputs;

  private String message;

  @Column(name = "batch_execution")
  private Long batchExecution;

  private Double cores;

  @Column(name = "stored_bytes")
  private Long storedBytes;

  @Convert(converter = InstantConverter.class)
  private Instant changed;

  /** For JPA alone. */
  protected StepRun() {}

  StepRun(
      UUID jobId,
      String path,
      String element,
      StepKind kind,
      String name,
      Optional<JsonNode> inputs,
      Instant now) {
    this.id = UUID.randomUUID().toString();
    this.jobId = jobId.toString();
    this.path = path;
    this.element = element;
    this.kind = kind;
    this.name = name;
    this.logFile = name == null ? null : DataDirectory.logFile(jobId, name);
    this.inputs = JsonColumn.text(inputs.map(RecordedInputs::of).orElse(null));
    this.lifetime = new Lifetime(now);
    this.state = StepState.ACCEPTED;
    this.attempts = new Attempts();
    this.changed = now;
  }

  public UUID id() {
    return UUID.fromString(id);
  }

  public UUID jobId() {
    return UUID.fromString(jobId);
  }

  /** The CWL steps from the outermost inwards, joined with dots. */
  public String path() {
    return path;
  }

  /** The indexes of the scatters on the way, joined with dots; empty where nothing scatters. */
  public String element() {
    return element;
  }

  public StepKind kind() {
    return kind;
  }

  /** The name of its log without suffix, unique within the job; empty for a run without a log. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  public StepState state() {
    return state;
  }

  /** How often anything was run for it, or failed before; from 1. */
  public int attempt() {
    return attempts.number();
  }

  public Optional<String> containerId() {
    return Optional.ofNullable(containerId);
  }

  public Optional<String> image() {
    return Optional.ofNullable(image);
  }

  public Optional<Integer> exitCode() {
    return Optional.ofNullable(exitCode);
  }

  /** The attempts before the one that it is now; of very many the last ones. */
  public List<StepAttempt> earlierAttempts() {
    return attempts.earlier();
  }

  public Instant created() {
    return lifetime.created();
  }

  /** Since when it waits, or waited, as the attempt that it is now. */
  public Instant queued() {
    return attempts.queued().orElse(created());
  }

  /** When it changed last, in any way. */
  public Instant changed() {
    return changed == null ? created() : changed;
  }

  public Optional<Instant> started() {
    return lifetime.started();
  }

  public Optional<Instant> finished() {
    return lifetime.finished();
  }

  /** The path of the log, relative to the data directory. */
  public Optional<String> logFile() {
    return Optional.ofNullable(logFile);
  }

  /** What of the input object in CWL's terms is recorded; empty where nothing ran. */
  public Optional<JsonNode> inputs() {
    return JsonColumn.json(inputs);
  }

  /** The output object in CWL's terms. */
  public Optional<JsonNode> outputs() {
    return JsonColumn.json(outputs);
  }

  /** {@link #outputs} with what is secret, encrypted; empty where nothing is. */
  public Optional<String> sealedOutputs() {
    return Optional.ofNullable(sealedOutputs);
  }

  /** Whether the outputs had secrets, which nobody has any more. */
  public boolean hasForgotten() {
    return FORGOTTEN.equals(sealedOutputs);
  }

  /** Seals what was in the clear. */
  public void hide(JsonNode hidden, String sealed) {
    outputs = JsonColumn.text(hidden);
    sealedOutputs = sealed;
  }

  public Optional<String> message() {
    return Optional.ofNullable(message);
  }

  /** The latest batch execution of a subworkflow; a restart goes on from there. */
  public Optional<Long> batchExecution() {
    return Optional.ofNullable(batchExecution);
  }

  void runAs(long newBatchExecution, Instant now) {
    batchExecution = newBatchExecution;
    changed = now;
  }

  void beginAgain(Optional<JsonNode> newInputs, Instant now) {
    reopen(now);
    inputs = JsonColumn.text(newInputs.map(RecordedInputs::of).orElse(null));
  }

  /** To be made again: as another attempt, unless this one never came to run anything. */
  void reopen(Instant now) {
    if (started().isPresent() || state.ended()) {
      attempts.next(asAttempt(now), now);
    }
    changed = now;
    state = StepState.ACCEPTED;
    lifetime.beginAgain();
    containerId = null;
    exitCode = null;
    outputs = null;
    sealedOutputs = null;
    message = null;
  }

  private StepAttempt asAttempt(Instant now) {
    return new StepAttempt(
        attempt(),
        queued(),
        started(),
        finished().orElse(now),
        (state.ended() ? state : StepState.FAILED).code(),
        exitCode(),
        message());
  }

  void start(Instant now) {
    state = StepState.RUNNING;
    lifetime.start(now);
    changed = now;
  }

  void runIn(String newImage, String newContainerId, double newCores, Instant now) {
    changed = now;
    image = newImage;
    containerId = newContainerId;
    cores = newCores;
  }

  /** The time until now that its container had processors, times their number; in milliseconds. */
  long processorMillis(Instant now) {
    return containerId == null || cores == null || started().isEmpty()
        ? 0
        : Math.max(0, Math.round(Duration.between(started().get(), now).toMillis() * cores));
  }

  /** So much of what is stored was counted as this run's. */
  void store(long bytes) {
    storedBytes = bytes;
  }

  void end(StepEnd end, Instant now) {
    state = end.state();
    exitCode = end.exitCode().orElse(null);
    outputs = JsonColumn.text(end.outputs().orElse(null));
    sealedOutputs = end.sealedOutputs().orElse(null);
    message = end.message().orElse(null);
    lifetime.finish(now);
    changed = now;
  }
}
