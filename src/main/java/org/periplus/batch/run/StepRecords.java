package org.periplus.batch.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.periplus.job.JobSecrets;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;

/**
 * The records and logs of the runs of a job's steps: they show no secret, and what a restart needs
 * of one is kept encrypted. Safe for use by several threads.
 */
public final class StepRecords {

  private static final System.Logger LOG = System.getLogger(StepRecords.class.getName());

  private final UUID jobId;
  private final String tenant;
  private final JobServices services;
  private final JobSecrets secrets;

  StepRecords(UUID jobId, String tenant, JobServices services, JobSecrets secrets) {
    this.jobId = jobId;
    this.tenant = tenant;
    this.services = services;
    this.secrets = secrets;
  }

  /** Begins the record of a run of a step. */
  public StepRun begin(StepPlace place, StepKind kind, boolean logged, ObjectNode inputs) {
    return services
        .stepRuns()
        .begin(
            jobId,
            place.path(),
            place.element(),
            kind,
            logged,
            Optional.of(secrets.hiddenIn(inputs)));
  }

  /** Ends the record of a run of a step. */
  public void ended(StepRun record, StepEnd end) {
    Optional<String> message = end.message().map(secrets.mask()::in);
    services.stepRuns().ended(record.id(), hidden(end.saying(message)));
  }

  private StepEnd hidden(StepEnd end) {
    Optional<JsonNode> hidden = end.outputs().map(secrets::hiddenIn);
    return hidden.equals(end.outputs())
        ? end
        : end.hiding(
            hidden.orElseThrow(), services.vault().sealOutputs(jobId, end.outputs().orElseThrow()));
  }

  /** The outputs of a run of a step that ended before a restart, with their secrets. */
  Optional<JsonNode> outputs(StepRun run) {
    return run.hasForgotten() || run.sealedOutputs().isEmpty()
        ? run.outputs()
        : run.sealedOutputs().map(kept -> services.vault().openOutputs(jobId, kept));
  }

  /** Begins the log of a run of a step. */
  public StepLog openLog(StepRun run) throws IOException {
    return new StepLog(services.logs().open(tenant, run), secrets.mask());
  }

  /** Begins the log of a run anew whose container an earlier server or connection began. */
  public StepLog openLogAgain(StepRun run) throws IOException {
    return new StepLog(services.logs().openAgain(tenant, run), secrets.mask());
  }

  /** Hands to the store the logs that an earlier server began and ended, or left as they were. */
  public void keepLogsLeft() {
    try {
      services.logs().keepLeft(tenant, jobId);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Logs of job " + jobId + " stay on this machine", e);
    }
  }
}
