package org.periplus.batch.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.runtime.BatchStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.Progress;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepWork;
import org.periplus.batch.staging.StageInWork;
import org.periplus.batch.staging.StageOutWork;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;
import org.periplus.cwl.workflow.Scattering;
import org.periplus.cwl.workflow.WorkflowPlan;
import org.periplus.cwl.workflow.WorkflowPlan.PlannedStep;
import org.periplus.cwl.workflow.WorkflowValues;
import org.periplus.trace.JobContext;

/**
 * One run of one workflow: a job's own, or that of one element of a scattered (or conditional)
 * subworkflow, which is a batch execution of its own. Safe for use by several threads.
 */
public final class WorkflowRun {

  private final JobRun job;
  private final WorkflowServices services;
  private final String path;
  private final String element;
  private final WorkflowPlan plan;
  private final Progress progress;
  private final Staging staging;
  private final ObjectNode inputs;
  private final Map<String, Scattering> scatterings = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, ObjectNode>> outputs = new ConcurrentHashMap<>();
  private final Map<String, Progress> stepProgress = new ConcurrentHashMap<>();
  private final CompletableFuture<BatchStatus> ended = new CompletableFuture<>();
  private volatile WorkflowValues values;

  /**
   * The steps of our own around a job's workflow, by their names in the batch job; absent for a
   * subworkflow.
   */
  public record Staging(Optional<String> in, Optional<String> out) {
    public static final Staging NONE = new Staging(Optional.empty(), Optional.empty());

    /** Around a job's workflow; the names differ from those of the workflow's own steps. */
    public static Staging around(Workflow workflow, boolean withIn) {
      Set<String> taken =
          workflow.steps().stream().map(WorkflowStep::id).collect(Collectors.toSet());
      String in = free("stage-in", taken);
      return new Staging(
          withIn ? Optional.of(in) : Optional.empty(), Optional.of(free("stage-out", taken)));
    }

    /** With a step before the workflow, and none after it. */
    public static Staging before(Workflow workflow) {
      return new Staging(around(workflow, true).in(), Optional.empty());
    }

    private static String free(String name, Set<String> taken) {
      return taken.contains(name) ? free("periplus-" + name, taken) : name;
    }
  }

  /**
   * @param path the dotted path of the step that runs this workflow; empty for a job's own
   * @param element the scatter indices of that step's element, joined with dots; empty without
   * @param inputs the input object; for a job with a stage-in step it is replaced when that ends
   */
  public WorkflowRun(
      JobRun job,
      WorkflowServices services,
      String path,
      String element,
      WorkflowPlan plan,
      ObjectNode inputs,
      Progress progress,
      Staging staging) {
    this.job = job;
    this.services = services;
    this.path = path;
    this.element = element;
    this.plan = plan;
    this.progress = progress;
    this.staging = staging;
    shareOutProgress();
    this.inputs = inputs;
    if (staging.in().isEmpty()) {
      begin(inputs);
    }
  }

  private void shareOutProgress() {
    int whole = staging.out().isPresent() ? 1 : 0;
    for (PlannedStep step : plan.steps()) {
      whole += weight(step);
    }
    for (PlannedStep step : plan.steps()) {
      stepProgress.put(step.name(), progress.part((double) weight(step) / whole));
    }
  }

  private static int weight(PlannedStep step) {
    return Math.max(1, WorkflowPlan.tools(step.process()));
  }

  /** The input object with its files on this machine is here: steps may start. */
  void staged(ObjectNode staged) {
    begin(job.language().inputs().prepareForUser(plan.workflow(), plan.requirements(), staged));
  }

  private void begin(ObjectNode ready) {
    values = new WorkflowValues(plan, job.language().steps(), ready);
  }

  public JobRun job() {
    return job;
  }

  WorkflowServices services() {
    return services;
  }

  /** Where a step of this workflow, or one element of it, stands within the job. */
  public StepPlace place(String step, String index) {
    return StepPlace.within(path, element, step, index);
  }

  /** What is done for a step is marked with this. */
  public JobContext contextOf(String step) {
    return job.context().at(place(step, "").path());
  }

  public WorkflowPlan plan() {
    return plan;
  }

  public String path() {
    return path;
  }

  public String element() {
    return element;
  }

  public WorkflowValues values() {
    return values;
  }

  /**
   * The batch job's name: the process, and the path of the step for a subworkflow. In a batch job
   * no step may be named as the job is, hence the prefix, which no CWL step has.
   */
  public String batchName() {
    String process = "processes/" + job.processId();
    return path.isEmpty() ? process : process + "/" + path;
  }

  public Optional<String> stageInStep() {
    return staging.in();
  }

  public Optional<String> stageOutStep() {
    return staging.out();
  }

  public StepWork stageInWork() {
    StepPlace place = place(staging.in().orElseThrow(), "");
    return new StageInWork(job, services.staging(), place, inputs, this::staged);
  }

  public StepWork stageOutWork() {
    StepPlace place = place(staging.out().orElseThrow(), "");
    return new StageOutWork(
        job,
        services.staging(),
        place,
        plan.workflow().outputs(),
        () -> values().workflowOutputs());
  }

  public StepWork work(String step, String index) {
    return new ElementWork(this, plan.step(step), index);
  }

  /** Whether a batch step can start: all that it needs has ended. */
  public boolean ready(String step) {
    if (staging.in().filter(step::equals).isPresent()) {
      return true;
    }
    if (values == null) {
      return false;
    }
    if (staging.out().filter(step::equals).isPresent()) {
      return plan.steps().stream().allMatch(s -> values.hasEnded(s.name()));
    }
    return values.ready(plan.step(step));
  }

  /** The elements of a scattered step, worked out when it starts. */
  public Scattering scatter(String step) {
    return scatterings.computeIfAbsent(step, this::scattered);
  }

  private Scattering scattered(String step) {
    PlannedStep planned = plan.step(step);
    Scattering scattering = Scattering.of(planned.step(), values.linked(planned));
    StepPlace scattered = new StepPlace(place(step, "").path(), element);
    job.records().scattered(scattered, scattering.elements().size());
    return scattering;
  }

  /** The progress of one element of a step. */
  Progress progressOf(String step, String index) {
    Progress whole = stepProgress.get(step);
    return index.isEmpty() ? whole : whole.part(1.0 / scatter(step).elements().size());
  }

  /** Records what a step, or one element of it, gave. */
  void elementEnded(String step, String index, ObjectNode stepOutputs) {
    outputs
        .computeIfAbsent(step, name -> new ConcurrentHashMap<>())
        .put(index.isEmpty() ? 0 : Integer.parseInt(index), stepOutputs);
  }

  /**
   * Records that a batch step completed, all its elements with it. What completed before a restart
   * and was not run again is read from its record.
   */
  public void stepCompleted(String step) {
    PlannedStep planned = plan.step(step);
    if (planned == null) {
      stagingCompleted(step);
      return;
    }
    Map<Integer, ObjectNode> given = outputs.getOrDefault(step, Map.of());
    if (planned.step().scatter().isEmpty()) {
      values.ended(step, given.containsKey(0) ? given.get(0) : earlierOutputs(step, ""));
    } else {
      List<ObjectNode> inOrder = new ArrayList<>();
      for (int i = 0; i < scatter(step).elements().size(); i++) {
        inOrder.add(given.containsKey(i) ? given.get(i) : earlierOutputs(step, "" + i));
      }
      values.ended(step, scatter(step).gather(inOrder));
    }
    outputs.remove(step);
    scatterings.remove(step);
    stepProgress.get(step).complete();
  }

  /** Staging records itself, unless that was before a restart. */
  private void stagingCompleted(String step) {
    if (staging.in().filter(step::equals).isPresent() && values == null) {
      staged(job.secrets().current(earlierOutputs(step, "")));
    }
    if (staging.out().filter(step::equals).isPresent() && job.results() == null) {
      job.published(earlierOutputs(step, ""));
    }
  }

  private ObjectNode earlierOutputs(String step, String index) {
    StepPlace place = place(step, index);
    return place
        .earlierOutputs(job)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The batch repository has " + place + " as completed, its record has not"));
  }

  /** A step ended by an error that no one foresaw. */
  public void broke(String step, RuntimeException error) {
    job.broke(step, error);
  }

  public void finished(BatchStatus status) {
    ended.complete(status);
  }

  /** Completed with the batch status when the run has ended. */
  public CompletableFuture<BatchStatus> ended() {
    return ended;
  }
}
