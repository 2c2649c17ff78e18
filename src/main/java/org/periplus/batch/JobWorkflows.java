package org.periplus.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.staging.InputReferences;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.batch.workflow.WorkflowServices;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.workflow.SingleStep;
import org.periplus.cwl.workflow.WorkflowPlan;
import org.periplus.job.Job;
import org.periplus.job.JobRequest;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.access.ProcessAccess;

/** Makes out of a job's process and inputs the workflow that a batch execution runs. */
record JobWorkflows(ProcessCatalogue catalogue, WorkflowServices services) {

  /**
   * The run of the job's own workflow; a process that is none becomes the one step of one.
   *
   * @throws org.periplus.cwl.tool.input.InputException if the inputs cannot be used
   */
  WorkflowRun run(Job job, JobRun run) {
    if (hidesCommands(job)) {
      run.hideCommands();
    }
    ObjectNode inputs = run.secrets().revealedInInputs(job.inputs());
    Optional.ofNullable(inputs.remove(JobRequest.CHANGED_REQUIREMENTS))
        .map(InputObjectReader::requirements)
        .ifPresent(run::change);
    Process process =
        adding(
            Optional.ofNullable(inputs.remove(InputObjectReader.REQUIREMENTS)),
            catalogue.workflow(job.tenant(), job.processId(), job.processVersion()));
    Workflow workflow = process instanceof Workflow own ? own : SingleStep.running(process);
    boolean references = InputReferences.in(inputs);
    WorkflowPlan plan = WorkflowPlan.of(workflow, Requirements.NONE);
    return new WorkflowRun(
        run,
        services,
        "",
        "",
        plan,
        references
            ? inputs
            : run.language().inputs().prepareForUser(workflow, plan.requirements(), inputs),
        run.progress(),
        WorkflowRun.Staging.around(workflow, references));
  }

  /** Command lines of a run-only process tell others than its owner what its package says. */
  private boolean hidesCommands(Job job) {
    ProcessAccess access =
        catalogue.revision(job.tenant(), job.processId(), job.processVersion()).access();
    return access.sharing().runOnly()
        && job.request()
            .owner()
            .filter(owner -> access.owner().filter(owner::is).isPresent())
            .isEmpty();
  }

  private static Process adding(Optional<JsonNode> requirements, Process process) {
    return requirements
        .map(InputObjectReader::requirements)
        .map(added -> process.withRequirements(added.inheriting(process.requirements())))
        .orElse(process);
  }

  /** The package is read when a format is first compared, not while the caller waits. */
  FormatRelation formats(Job job) {
    return (actual, asked) ->
        catalogue
            .formats(job.tenant(), job.processId(), job.processVersion())
            .covers(actual, asked);
  }
}
