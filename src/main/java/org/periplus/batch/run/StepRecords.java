package org.periplus.batch.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.periplus.job.JobSecrets;
import org.periplus.job.step.StepBegins;
import org.periplus.job.step.StepBegins.StepBegin;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.persistence.WriteBehind;

/**
 * The records and logs of the runs of a job's steps: they show no secret, and what a restart needs
 * of one is kept encrypted. Safe for use by several threads.
 */
public final class StepRecords {

  private static final System.Logger LOG = System.getLogger(StepRecords.class.getName());

  private static final Set<StepKind> DONE_ONCE =
      EnumSet.of(StepKind.TOOL, StepKind.BUILT_IN, StepKind.STAGE_IN);

  private final UUID jobId;
  private final String tenant;
  private final JobServices services;
  private final JobSecrets secrets;
  private final WriteBehind later;
  private final StepRunStore stepRuns;

  private final StepBegins begins;

  /** How the runs that are not over began: this may not be in the database yet. */
  private final Map<UUID, Begun> open = new ConcurrentHashMap<>();

  private record Begun(StepBegin begin, Runnable write) {}

  StepRecords(UUID jobId, String tenant, JobServices services, JobSecrets secrets) {
    this.jobId = jobId;
    this.tenant = tenant;
    this.services = services;
    this.secrets = secrets;
    this.later = services.later();
    this.stepRuns = services.stepRuns();
    this.begins = new StepBegins(stepRuns, jobId);
  }

  /**
   * Begins the record of a run of a step. It is written with what of the job is written next: a
   * server that dies before has made no container for it.
   */
  public StepRun begin(StepPlace place, StepKind kind, boolean logged, ObjectNode inputs) {
    return begin(place, kind, logged, Optional.of(secrets.hiddenIn(inputs)));
  }

  /** The same of a run that is skipped. */
  public StepRun beginSkipped(StepPlace place, StepKind kind) {
    return begin(place, kind, false, Optional.empty());
  }

  private StepRun begin(StepPlace place, StepKind kind, boolean logged, Optional<JsonNode> inputs) {
    StepBegin begin =
        begins.begin(place.path(), place.element(), kind, logged, inputs, () -> later.write(jobId));
    Runnable write = () -> stepRuns.begun(begin);
    open.put(begin.run().id(), new Begun(begin, write));
    later.soon(jobId, write);
    return begin.run();
  }

  /** The record of a run as it is now. */
  public Optional<StepRun> find(StepPlace place) {
    later.write(jobId);
    return stepRuns.find(jobId, place.path(), place.element());
  }

  /** A run of a step starts now; written as its begin is. */
  public void started(StepRun record) {
    Instant now = stepRuns.now();
    change(record, begin -> begin.started(now), () -> stepRuns.started(record.id(), now));
  }

  /**
   * A run of a tool asks for so much.
   *
   * @param command as everybody may read it; empty where nobody may
   * @param memory in bytes
   */
  public void asked(StepRun record, Optional<String> command, double cores, long memory) {
    later.soon(jobId, () -> stepRuns.figures().asked(record, command, cores, memory));
  }

  /** A step scatters over so many elements. */
  public void scattered(StepPlace step, int elements) {
    later.soon(
        jobId, () -> stepRuns.figures().scattered(jobId, step.path(), step.element(), elements));
  }

  /** A container was made for a run: its record says so before anything is started in it. */
  public void container(StepRun record, String image, String containerId, double cores) {
    together(() -> stepRuns.container(record.id(), image, containerId, cores));
  }

  /** A run failed for now, and is to be made again as another attempt. */
  public void again(StepRun record) {
    together(() -> stepRuns.again(record.id()));
  }

  /**
   * Ends the record of a run of a step. What a tool or a process of the server did, and what was
   * fetched, is written at once, so that it is not done again; what else ended is found out again
   * from that.
   */
  public void ended(StepRun record, StepEnd end) {
    Optional<String> message = end.message().map(secrets.mask()::in);
    StepEnd shown = hidden(end.saying(message));
    Instant now = stepRuns.now();
    change(record, begin -> begin.ended(shown, now), () -> stepRuns.ended(record.id(), shown, now));
    open.remove(record.id());
    if (DONE_ONCE.contains(record.kind())) {
      later.write(jobId);
    }
  }

  private void change(StepRun record, Consumer<StepBegin> change, Runnable write) {
    Begun begun = open.get(record.id());
    if (begun == null) {
      later.soon(jobId, write);
    } else {
      later.soon(jobId, begun.write(), () -> change.accept(begun.begin()), write);
    }
  }

  private void together(Runnable write) {
    later.together(
        jobId,
        () -> {
          write.run();
          return null;
        });
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
