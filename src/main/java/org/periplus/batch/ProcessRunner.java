package org.periplus.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.runtime.BatchStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jberet.repository.InMemoryRepository;
import org.periplus.batch.admission.ContainerSlots;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.batch.admission.FreeSpace;
import org.periplus.batch.admission.TenantContainers;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.confinement.FolderConfiguration;
import org.periplus.batch.confinement.Sandbox;
import org.periplus.batch.confinement.ToolUser;
import org.periplus.batch.engine.EngineConfiguration;
import org.periplus.batch.image.Imaging;
import org.periplus.batch.jberet.WorkflowOperator;
import org.periplus.batch.run.JobFailure;
import org.periplus.batch.run.JobLanguage;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.run.Outages;
import org.periplus.batch.run.RunMetrics;
import org.periplus.batch.staging.InputReferences;
import org.periplus.batch.staging.SiteTools;
import org.periplus.batch.staging.StagingServices;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolEngines;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.batch.tool.ToolNetworks;
import org.periplus.batch.tool.ToolRetries;
import org.periplus.batch.tool.ToolServices;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.batch.workflow.WorkflowServices;
import org.periplus.configuration.DataDirectory;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.EngineInfo;
import org.periplus.container.host.HostEngine;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.expression.ExpressionLimits;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.workflow.SingleStep;
import org.periplus.cwl.workflow.WorkflowException;
import org.periplus.cwl.workflow.WorkflowPlan;
import org.periplus.folder.FolderTree;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.SchemaScript;
import org.periplus.persistence.WriteBehind;
import org.periplus.process.ToolLimits;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInConfiguration;

/**
 * Runs processes without a server around them, for a user on a machine of their own: as the same
 * batch jobs with the same containers, but with a batch repository and a database that are gone
 * when it is closed. Safe for use by several threads.
 */
public final class ProcessRunner implements AutoCloseable {

  private static final String USER = "cwl-runner";
  private static final Duration TO_END = Duration.ofSeconds(10);

  private final StepThreads threads = new StepThreads(task -> task, TO_END);
  private final Database database;
  private final ExpressionEngine expressions;
  private final JobServices services;
  private final WorkflowServices workflows;

  /** Takes the outputs of a run, while the run's folder is still there. */
  @FunctionalInterface
  public interface OutputTaker {
    /**
     * Takes them.
     *
     * @param outputs the output object; its files lie in {@code folder}, or are those of inputs
     * @param folder what of the run's is deleted afterwards
     * @return what becomes of the output object
     */
    ObjectNode take(ObjectNode outputs, Path folder) throws IOException;
  }

  /**
   * @param folder for what the runs need while they run
   */
  public ProcessRunner(
      Path folder,
      ContainerConfiguration containers,
      ToolNetworkConfiguration networks,
      HostTools hostTools) {
    this(folder, containers, ConfinementConfiguration.defaults(), networks, hostTools);
  }

  /**
   * @param folder for what the runs need while they run
   * @param confinement what keeps tools in containers to their work
   */
  public ProcessRunner(
      Path folder,
      ContainerConfiguration containers,
      ConfinementConfiguration confinement,
      ToolNetworkConfiguration networks,
      HostTools hostTools) {
    this(
        folder,
        containers,
        confinement,
        networks,
        hostTools,
        EngineConfiguration.docker(containers.host()));
  }

  /**
   * @param folder for what the runs need while they run
   * @param confinement what keeps tools in containers to their work
   * @param engine runs them; closed with this
   */
  public ProcessRunner(
      Path folder,
      ContainerConfiguration containers,
      ConfinementConfiguration confinement,
      ToolNetworkConfiguration networks,
      HostTools hostTools,
      ContainerEngine engine) {
    DataDirectory data = new DataDirectory(folder);
    ToolEngines engines = new ToolEngines(engine, new HostEngine(), hostTools);
    // Asked while the database opens: a user waits for both.
    CompletableFuture<Optional<EngineInfo>> machine =
        CompletableFuture.supplyAsync(() -> machine(engines));
    database = SchemaScript.emptyDatabase(data);
    expressions = new ExpressionEngine(ExpressionLimits.DEFAULT);
    StageIn stageIn = stageIn();
    EgressRule rule = EgressRule.of(EgressConfiguration.defaults());
    FreeSpace disk = new FreeSpace(folder, DiskConfiguration.unwatched());
    StepRunStore stepRuns = new StepRunStore(database);
    services =
        new JobServices(
            data,
            new WriteBehind(database, stepRuns::hold),
            sandbox(confinement, folder),
            new JobStore(database),
            JobVault.none(),
            stepRuns,
            StepLogs.inPlace(data),
            expressions,
            new ContainerSlots(
                containers.room(engine, machine.join()), TenantContainers.unlimited(), disk),
            disk,
            Outages.IMPATIENT,
            threads,
            job -> true,
            RunMetrics.NONE);
    ToolServices tools =
        new ToolServices(
            containers,
            ToolLimits.NONE,
            ToolRetries.AT_ONCE,
            engines,
            new ToolNetworks(networks, rule, folder.resolve("net"), engines.containers()),
            Imaging.ofUser()
                .of(
                    engines.containers(),
                    stageIn,
                    data.root().resolve("images"),
                    containers.defaultImage(),
                    EgressRule.none(),
                    user -> UsableCredentials.none(),
                    networks.isOpen()),
            false);
    workflows =
        new WorkflowServices(
            tools,
            new StagingServices(
                stageIn,
                SiteTools.none(),
                tools,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            BuiltInProcesses.none(),
            new WorkflowOperator(InMemoryRepository.create(), Optional.empty(), threads));
  }

  private static Sandbox sandbox(ConfinementConfiguration confinement, Path folder) {
    return new Sandbox(
        confinement, ToolUser.of(confinement, folder), FolderConfiguration.defaults());
  }

  private static StageIn stageIn() {
    return StageIn.ofUser(StageInConfiguration.defaults());
  }

  private static Optional<EngineInfo> machine(ToolEngines engines) {
    try {
      return Optional.of(
          (engines.hostTools() == HostTools.ALWAYS ? engines.host() : engines.containers()).info());
    } catch (ContainerException e) {
      return Optional.empty(); // A run that needs containers says so itself.
    }
  }

  /**
   * Runs a process to its end.
   *
   * @param formats how the formats of its document are related
   * @param inputs the input object; Files and Directories have locations on this machine
   * @return what the taker makes of the output object
   * @throws ProcessFailedException when the inputs do not fit or a step fails
   */
  public ObjectNode run(
      Process process, FormatRelation formats, ObjectNode inputs, OutputTaker taker)
      throws ProcessFailedException, IOException, InterruptedException {
    Job job = services.jobs().create(NewJob.of(USER, process.id(), 1, inputs, Optional.empty()));
    Path folder = Files.createDirectories(services.data().job(job.id()));
    try {
      JobRun run =
          new JobRun(
              job,
              services,
              JobLanguage.unrestricted(expressions, formats, services.sandbox().collection()));
      return taker.take(outputs(run, process, inputs), folder);
    } finally {
      services.later().forget(job.id());
      services.jobs().delete(job.id());
      FolderTree.delete(folder);
    }
  }

  private ObjectNode outputs(JobRun run, Process process, ObjectNode inputs)
      throws ProcessFailedException, InterruptedException {
    try {
      WorkflowRun workflow = workflowRun(run, process, inputs);
      workflows.executions().start(workflow, executionId -> {});
      if (workflow.ended().get() == BatchStatus.COMPLETED) {
        return workflow.values().workflowOutputs();
      }
      services.later().write(run.id());
      throw new ProcessFailedException(
          run.failure().map(JobFailure::reason).orElse("The process failed."),
          FailedSteps.logs(run));
    } catch (InputException | ExpressionException | WorkflowException e) {
      throw new ProcessFailedException(e.getMessage(), "");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private WorkflowRun workflowRun(JobRun run, Process process, ObjectNode inputs) {
    Workflow workflow = process instanceof Workflow own ? own : SingleStep.running(process);
    WorkflowPlan plan = WorkflowPlan.of(workflow, Requirements.NONE);
    boolean remote = InputReferences.remoteIn(inputs);
    return new WorkflowRun(
        run,
        workflows,
        "",
        "",
        plan,
        remote
            ? inputs
            : run.language().inputs().prepareForUser(workflow, plan.requirements(), inputs),
        run.progress(),
        remote ? WorkflowRun.Staging.before(workflow) : WorkflowRun.Staging.NONE);
  }

  @Override
  public void close() {
    threads.close();
    services.later().close();
    expressions.close();
    workflows.tools().networks().close();
    workflows.tools().engines().close();
    services.disk().close();
    database.close();
  }
}
