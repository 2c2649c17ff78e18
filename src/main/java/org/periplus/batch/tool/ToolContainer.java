package org.periplus.batch.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.periplus.batch.run.Handover;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.RunMetrics;
import org.periplus.batch.run.TemporaryFolders;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec;
import org.periplus.container.RunningContainer;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.folder.FolderLimits;
import org.periplus.folder.FolderTree;
import org.periplus.job.step.StepRun;
import org.periplus.trace.JobContext;

/** The container of one attempt, from its making to its removal. */
final class ToolContainer {

  private static final System.Logger LOG = System.getLogger(ToolContainer.class.getName());

  /** What a container gives as its exit code that ended with its engine or its machine. */
  private static final Set<Integer> CUT_OFF = Set.of(137, 143, 255);

  /** What of a step's folder a tool can write to, by itself or through the engine. */
  private static final List<String> WRITTEN =
      List.of("out", TemporaryFolders.TMP, TemporaryFolders.STREAMS, TemporaryFolders.EXACT);

  private final JobRun job;
  private final Handover handover;
  private final Predicate<UUID> lease;
  private final ContainerEngine engine;
  private final RunMetrics meters;
  private final StepRun record;
  private final ContainerSpec spec;
  private final ToolPlan plan;
  private final ToolNetwork network;
  private final Path folder;
  private final DiskWatch disk;
  private final UsageWatch usage;

  private final Object lock = new Object();
  private volatile Optional<String> id = Optional.empty();
  private RunningContainer running;
  private boolean killed;
  private volatile boolean outOfTime;

  ToolContainer(
      JobRun job,
      ToolEngines engines,
      StepRun record,
      ContainerSpec spec,
      ToolPlan plan,
      ToolNetwork network,
      Path folder,
      Duration sampleInterval) {
    this.job = job;
    this.handover = job.handover();
    this.lease = job.services().lease();
    this.engine = engines.engine(plan.requirements());
    this.meters = job.services().meters();
    this.record = record;
    this.spec = spec;
    this.plan = plan;
    this.network = network;
    this.folder = folder;
    this.disk =
        new DiskWatch(
            job.services().disk().configuration(),
            job.services().threads(),
            this::written,
            this::kill);
    this.usage =
        new UsageWatch(
            sampleInterval,
            job.services().threads(),
            engine,
            job.services().stepRuns().figures(),
            record.id());
  }

  /**
   * Makes the container and runs it to its end.
   *
   * @param image the identity of the image, by which the container is made: a name may get another
   *     meaning meanwhile
   */
  ContainerExit run(String image, ToolOutput output)
      throws ContainerException, InterruptedException, IOException {
    if (!lease.test(record.jobId())) {
      handover.begin();
      throw new InterruptedException("Another server has job " + record.jobId());
    }
    network.open();
    ContainerSpec made = spec.in(image);
    String name = engine.create(made);
    id = Optional.of(name);
    job.records().container(record, image, name, spec.limits().cpus());
    begun(
        handover.<RunningContainer, ContainerException, RuntimeException>waitFor(
            () -> engine.start(name, made, output)));
    job.records().started(record);
    if (output.hasWaited()) {
      job.report().stepStarted(record.name().orElseThrow());
    }
    meters.containerStarted();
    plan.timeLimit().ifPresent(this::endAfter);
    ContainerExit exit = awaited();
    if (exit.exitCode() != 0 && !exit.outOfMemory()) {
      engine.info(); // Throws when it is the engine that ended.
    }
    return exit;
  }

  /**
   * Whether a container is gone that ran when the engine went away: an engine without live restore
   * ends its containers with itself, and what they say then, if only 0, says nothing of the tool.
   */
  boolean endedWithEngine(String before) throws ContainerException {
    id = Optional.of(before);
    return !engine.info().liveRestore()
        && engine.find(spec.labels()).stream()
            .noneMatch(found -> found.id().equals(before) && found.running());
  }

  /**
   * Goes on with a container that was made before.
   *
   * @return empty when it is gone, or when its end says nothing of the tool
   */
  Optional<ContainerExit> takeUp(String before, ToolOutput output)
      throws ContainerException, InterruptedException, IOException {
    id = Optional.of(before);
    network.open();
    Optional<RunningContainer> found = engine.attach(before, spec, output);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (record.started().isEmpty()) {
      job.records().started(record); // The server before had no time to say so.
    }
    begun(found.get());
    plan.timeLimit()
        .ifPresent(limit -> endAfter(limit.minus(Duration.between(startTime(), Instant.now()))));
    ContainerExit exit = awaited();
    boolean ended = !cutOff(exit) || outOfTime || overFull().isPresent();
    return ended && isWhole(output) ? Optional.of(exit) : Optional.empty();
  }

  /** Whether a file that the tool's output goes to has all of it. */
  private boolean isWhole(ToolOutput output) {
    return (plan.stdout().isEmpty() && plan.stderr().isEmpty())
        || output.fitsInto(spec.confinement().logBytes());
  }

  private ContainerExit awaited() throws ContainerException, InterruptedException {
    try {
      return handover.waitFor(running::await);
    } finally {
      disk.end();
      usage.end();
    }
  }

  private long written() throws IOException, ContainerException {
    FolderLimits limits = job.services().sandbox().folders().limits();
    long bytes = engine.written(id.orElseThrow());
    for (String name : WRITTEN) {
      bytes += FolderTree.measure(folder.resolve(name), limits).bytes();
    }
    return bytes;
  }

  /** Why it was ended, if it wrote more than it may. */
  Optional<String> overFull() {
    return disk.exceeded();
  }

  private Instant startTime() {
    return record.started().orElseGet(Instant::now);
  }

  private static boolean cutOff(ContainerExit exit) {
    return CUT_OFF.contains(exit.exitCode()) && !exit.outOfMemory();
  }

  private void begun(RunningContainer container) throws ContainerException {
    disk.begin();
    usage.begin(id.orElseThrow(), startTime());
    synchronized (lock) {
      running = container;
      if (killed || job.stopped()) {
        running.kill();
      }
    }
  }

  private void endAfter(Duration time) {
    CompletableFuture.delayedExecutor(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS)
        .execute(JobContext.carriedBy(this::endOfTime));
  }

  private void endOfTime() {
    synchronized (lock) {
      if (running != null && running.hasEnded()) {
        return; // It came to its end in time, and only what it left is still on its way.
      }
    }
    outOfTime = true;
    kill();
  }

  /** Whether the tool's time limit ended it. */
  boolean outOfTime() {
    return outOfTime;
  }

  /**
   * Ends the container, or keeps it from going on once it is started. Those of a job that is
   * dismissed are killed together ({@link JobContainers#killAll}), and once is enough; but one that
   * waits to be started may not be there yet to be found.
   */
  void kill() {
    synchronized (lock) {
      killed = true;
      boolean withOthers = running != null && job.stopped();
      if (id.isEmpty() || withOthers) {
        return;
      }
      try {
        engine.kill(id.get());
      } catch (ContainerException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Job {0}, step {1}: {2}",
            record.jobId(),
            record.path(),
            e.getMessage());
      }
    }
  }

  /**
   * Removes the container, if there is one, and its temporary files. Of a job that is dismissed the
   * end of the job removes all: now it would keep the engine from killing the others.
   */
  void remove() throws IOException {
    // A call to the engine by an interrupted thread would be aborted.
    boolean interrupted = Thread.interrupted();
    try {
      if (id.isPresent() && !job.stopped()) {
        engine.remove(id.get());
      }
    } catch (ContainerException e) {
      job.engineWasAway(); // The end of the job removes what is left.
      LOG.log(System.Logger.Level.WARNING, e.getMessage());
    } finally {
      network.close();
      TemporaryFolders.removeFrom(folder);
      if (disk.exceeded().isPresent()) {
        FolderTree.delete(folder.resolve("out"));
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
