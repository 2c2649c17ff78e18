package org.periplus.job.step;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.periplus.persistence.JsonColumn;

/**
 * What a run of a tool asked for, and what its container used, as far as it was sampled. What
 * {@link StepFigures} returns is detached.
 */
@Entity
@Table(name = "step_resources")
public class StepResources {

  private static final int LONGEST_COMMAND = 20_000;

  @Id
  @Column(name = "run_id")
  private String runId;

  @Column(name = "job_id")
  private String jobId;

  private String command;

  private double cores;

  private long memory;

  @Column(name = "peak_memory")
  private Long peakMemory;

  @Column(name = "processor_millis")
  private Long processorMillis;

  private String samples;

  /** For JPA alone. */
  protected StepResources() {}

  StepResources(StepRun run, Optional<String> command, double cores, long memory) {
    this.runId = run.id().toString();
    this.jobId = run.jobId().toString();
    this.command =
        command
            .map(
                text ->
                    text.length() > LONGEST_COMMAND
                        ? text.substring(0, LONGEST_COMMAND) + "…"
                        : text)
            .orElse(null);
    this.cores = cores;
    this.memory = memory;
  }

  UUID runId() {
    return UUID.fromString(runId);
  }

  /** The command line without secrets; empty where it is nobody's to read. */
  public Optional<String> command() {
    return Optional.ofNullable(command);
  }

  /** How many processors it might use. */
  public double cores() {
    return cores;
  }

  /** How much memory it might use, in bytes. */
  public long memory() {
    return memory;
  }

  /** The most memory that was seen, in bytes; empty for a run that was never looked at. */
  public OptionalLong peakMemory() {
    return peakMemory == null ? OptionalLong.empty() : OptionalLong.of(peakMemory);
  }

  /** For how long it had kept processors busy when it was last looked at. */
  public Optional<Duration> processorTime() {
    return Optional.ofNullable(processorMillis).map(Duration::ofMillis);
  }

  /** What was seen over the time of the run. */
  public UsageSamples samples() {
    return UsageSamples.ofColumn(samples);
  }

  void use(UsageSamples seen) {
    samples = JsonColumn.text(seen.json());
    peakMemory = seen.peakMemory();
    processorMillis = seen.processorTime().toMillis();
  }
}
