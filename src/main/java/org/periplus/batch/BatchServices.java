package org.periplus.batch;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.periplus.batch.admission.ContainerSlots;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.batch.admission.FreeSpace;
import org.periplus.batch.admission.Intake;
import org.periplus.batch.admission.TenantContainers;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.confinement.FolderConfiguration;
import org.periplus.batch.confinement.Sandbox;
import org.periplus.batch.confinement.ToolUser;
import org.periplus.batch.engine.EngineConfiguration;
import org.periplus.batch.image.Imaging;
import org.periplus.batch.jberet.JberetRecords;
import org.periplus.batch.jberet.WorkflowOperator;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.run.Outages;
import org.periplus.batch.run.RunMetrics;
import org.periplus.batch.shutdown.ShutdownConfiguration;
import org.periplus.batch.staging.SiteTools;
import org.periplus.batch.staging.StageInFactory;
import org.periplus.batch.staging.StagingServices;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolEngines;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.batch.tool.ToolNetworks;
import org.periplus.batch.tool.ToolRetries;
import org.periplus.batch.tool.ToolServices;
import org.periplus.batch.workflow.WorkflowServices;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.Service;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.EngineInfo;
import org.periplus.container.host.HostEngine;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.job.delegation.Delegations;
import org.periplus.job.queue.JobQueue;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.queue.WaitingReasons;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.WriteBehind;
import org.periplus.process.ToolLimits;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.security.Egress;
import org.periplus.security.credential.Credentials;
import org.periplus.staging.ResultStores;
import org.periplus.staging.StageIn;
import org.periplus.transfer.TransferLimits;

/** Puts together what runs jobs on this server. Safe for use by several threads. */
@Service
public class BatchServices implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(BatchServices.class.getName());

  private final StepThreads threads;
  private final ExpressionEngine expressions;
  private final BatchConfiguration configuration;
  private final ClusterConfiguration cluster;
  private final ShutdownConfiguration shutdown;
  private final JobQueue queue;
  private final boolean alone;
  private final Intake intake;
  private final JobServices services;
  private final WorkflowServices workflows;
  private final WorkflowOperator operator;
  private final StageIn stageIn;
  private final WriteBehind later;

  @Inject
  public BatchServices(
      BatchConfiguration configuration,
      ClusterConfiguration cluster,
      ShutdownConfiguration shutdown,
      EngineConfiguration engines,
      ContainerConfiguration containers,
      ConfinementConfiguration confinement,
      FolderConfiguration folders,
      ToolNetworkConfiguration networks,
      TenantContainers tenantContainers,
      Imaging imaging,
      ToolLimits toolLimits,
      DiskConfiguration disk,
      DataDirectory data,
      Egress egress,
      StageInFactory fetching,
      SiteTools siteTools,
      ResultStores results,
      Database database,
      JberetRecords records,
      JobStore jobs,
      JobVault vault,
      Credentials credentials,
      Delegations delegations,
      StepRunStore stepRuns,
      StepLogs logs,
      BuiltInProcesses builtIn,
      RunMetrics meters,
      WaitingJobs waiting,
      Intake intake) {
    this.configuration = configuration;
    this.cluster = cluster;
    this.shutdown = shutdown;
    this.queue = new JobQueue(database, cluster.name(), cluster.lease(), cluster.limits());
    this.alone = database.embedded();
    this.intake = intake;
    waiting.explainedBy(new WaitingReasons(cluster.limits(), intake::isPaused));
    warnOfFileNames(System.getProperty("sun.jnu.encoding", ""));
    this.threads =
        new StepThreads(
            task -> database.outages().patiently(configuration.patience(), task),
            shutdown.leaveTimeout());
    this.expressions = new ExpressionEngine(configuration.expressionLimits());
    ContainerEngine engine =
        engines.open(
            containers.host(),
            networks.image(),
            data.root(),
            new TransferLimits(disk.maxStepSize().bytes(), folders.limits()));
    HostTools hostTools = containers.allowHost() ? HostTools.WITHOUT_IMAGE : HostTools.NEVER;
    this.stageIn = fetching.stageIn(data, egress, !containers.allowHost());
    FreeSpace space = new FreeSpace(data.root(), disk, stageIn::giveUp);
    ToolServices tools =
        new ToolServices(
            containers,
            toolLimits,
            new ToolRetries(
                configuration.toolRetries(),
                configuration.toolRetryDelay(),
                configuration.lostRetries()),
            new ToolEngines(engine, new HostEngine(), hostTools),
            new ToolNetworks(networks, egress.rules(), data.root().resolve("net"), engine),
            imaging.of(
                engine,
                stageIn,
                data.root().resolve("images"),
                containers.defaultImage(),
                egress.rules(),
                credentials::usableBy,
                networks.isOpen()),
            true);
    this.later = new WriteBehind(database, stepRuns::hold);
    this.services =
        new JobServices(
            data,
            later,
            new Sandbox(confinement, ToolUser.of(confinement, data.root()), folders),
            jobs,
            vault,
            stepRuns,
            logs,
            expressions,
            new ContainerSlots(containers.room(engine, machine(engine)), tenantContainers, space),
            space,
            Outages.with(configuration.patience()),
            threads,
            queue::holds,
            meters);
    this.operator = new WorkflowOperator(records.repository(), Optional.of(later), threads);
    this.workflows =
        new WorkflowServices(
            tools,
            new StagingServices(
                stageIn,
                siteTools,
                tools,
                Optional.of(results),
                Optional.of(credentials),
                Optional.of(delegations)),
            builtIn,
            operator);
    stepRuns.onEnded(meters::stepEnded);
    threads.execute(tools.networks()::sayWhetherEnforced);
  }

  private static void warnOfFileNames(String encoding) {
    if (!encoding.toUpperCase(Locale.ROOT).startsWith("UTF")) {
      LOG.log(
          System.Logger.Level.WARNING,
          "File names are read as {0}, and letters beyond it are lost. Start the server in a UTF-8"
              + " locale, such as LC_ALL=C.UTF-8.",
          encoding);
    }
  }

  private static Optional<EngineInfo> machine(ContainerEngine engine) {
    try {
      return Optional.of(engine.info());
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.WARNING, e.getMessage());
      return Optional.empty();
    }
  }

  BatchConfiguration configuration() {
    return configuration;
  }

  StepThreads threads() {
    return threads;
  }

  JobServices services() {
    return services;
  }

  WorkflowServices workflows() {
    return workflows;
  }

  WorkflowOperator operator() {
    return operator;
  }

  /** The container engine, for the health check. */
  public ContainerEngine engine() {
    return workflows.tools().engines().containers();
  }

  /** The folder of everything that is not in the database; for the health check. */
  public Path dataFolder() {
    return services.data().root();
  }

  /** Why no step starts, when too little of the disk is free; for the health check. */
  public Optional<String> diskShortage() {
    FreeSpace space = services.disk();
    return space.isEnough() ? Optional.empty() : Optional.of(space.shortage());
  }

  /** How many bytes of fetched files are kept for other jobs; for the health check. */
  public long cachedBytes() {
    return stageIn.cachedBytes();
  }

  ClusterConfiguration cluster() {
    return cluster;
  }

  ShutdownConfiguration shutdown() {
    return shutdown;
  }

  JobQueue queue() {
    return queue;
  }

  Intake intake() {
    return intake;
  }

  /** Whether no other server can have this server's database. */
  boolean alone() {
    return alone;
  }

  @Override
  public void close() {
    threads.close();
    later.close();
    expressions.close();
    workflows.tools().networks().close();
    workflows.tools().engines().close();
    services.disk().close();
    workflows.staging().stageIn().close();
  }
}
