package org.periplus.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.cwl.tool.InputException;
import org.periplus.job.StepEnd;
import org.periplus.job.StepKind;
import org.periplus.job.StepRun;
import org.periplus.staging.StageInException;
import org.periplus.staging.StageInRun;

/** Brings the files that a job's inputs refer to to this machine, before any other step. */
final class StageInWork implements StepWork {

  private final WorkflowRun run;
  private final ObjectNode inputs;
  private final StageInRun staging;
  private volatile boolean stopped;

  StageInWork(WorkflowRun run, ObjectNode inputs) {
    this.run = run;
    this.inputs = inputs;
    this.staging =
        run.job()
            .services()
            .stageIn()
            .run(run.job().tenant(), progress -> run.job().says(progress.describe()));
  }

  /** Whether anything in the inputs is a File or a Directory. */
  static boolean hasReferences(JsonNode inputs) {
    String type = inputs.path("class").asText();
    if (type.equals("File") || type.equals("Directory")) {
      return true;
    }
    for (JsonNode child : inputs) {
      if (hasReferences(child)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a File or a Directory in the inputs is somewhere else than on this machine. */
  static boolean hasRemote(JsonNode inputs) {
    String location = inputs.path("location").asText();
    if (location.matches("(https?|data|s3):.*")) {
      return true;
    }
    for (JsonNode child : inputs) {
      if (hasRemote(child)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void run() throws StepFailedException, StepStoppedException, InterruptedException {
    JobRun job = run.job();
    JobServices services = job.services();
    String name = run.stageInStep().orElseThrow();
    StepPlace place = StepPlace.of(run, name, "");
    Optional<ObjectNode> earlier = place.earlierOutputs(job);
    if (earlier.isPresent()) {
      run.staged(earlier.get());
      return;
    }
    StepRun record = job.begin(place, StepKind.STAGE_IN, false, inputs);
    services.stepRuns().started(record.id());
    job.stepStarted(name);
    try {
      ObjectNode staged =
          job.leaving().waitFor(() -> staging.stage(inputs, job.workFolder().resolve("inputs")));
      run.staged(staged);
      services.stepRuns().ended(record.id(), StepEnd.successful(staged));
    } catch (StageInException | InputException e) {
      if (stopped) {
        services.stepRuns().ended(record.id(), StepEnd.dismissed());
        throw new StepStoppedException();
      }
      services.stepRuns().ended(record.id(), StepEnd.failed(e.getMessage()));
      throw new StepFailedException("Step " + name + " failed: " + e.getMessage(), e);
    } finally {
      job.stepEnded(name);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    staging.stop();
  }
}
