package org.periplus.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.periplus.batch.ContainerSlots.Slot;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.InputException;
import org.periplus.cwl.tool.Outcome;
import org.periplus.cwl.tool.OutputException;
import org.periplus.cwl.tool.PlanException;
import org.periplus.cwl.tool.RunFolders;
import org.periplus.cwl.tool.ToolPlan;
import org.periplus.job.StepEnd;
import org.periplus.job.StepKind;
import org.periplus.job.StepRun;
import org.periplus.staging.StageInException;

/**
 * Runs a command line tool once: plans it, waits for room, runs its container, collects its
 * outputs. The run's record is written before and after each of these.
 */
final class ToolWork implements ProcessWork {

  private final JobRun job;
  private final JobServices services;
  private final StepPlace place;
  private final CommandLineTool tool;
  private final Requirements requirements;

  private final Object lock = new Object();
  private boolean stopped;
  private CompletableFuture<Slot> request;
  private ToolContainer container;

  ToolWork(JobRun job, StepPlace place, CommandLineTool tool, Requirements requirements) {
    this.job = job;
    this.services = job.services();
    this.place = place;
    this.tool = tool;
    this.requirements = requirements;
  }

  @Override
  public ObjectNode run(ObjectNode inputs)
      throws StepFailedException, StepStoppedException, InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        return attempt(inputs);
      } catch (ToolFailedException e) {
        if (!e.temporary() || failures > services.retries().count()) {
          throw new StepFailedException(e.getMessage(), e);
        }
      }
      pause(services.retries().delayAfter(failures));
    }
  }

  private void pause(Duration delay) throws StepStoppedException, InterruptedException {
    long end = System.nanoTime() + delay.toNanos();
    synchronized (lock) {
      for (long rest = delay.toNanos(); rest > 0; rest = end - System.nanoTime()) {
        refuseWhenStopped();
        TimeUnit.NANOSECONDS.timedWait(lock, rest);
      }
    }
  }

  private ObjectNode attempt(ObjectNode inputs)
      throws StepFailedException, ToolFailedException, StepStoppedException, InterruptedException {
    StepRun record =
        services.stepRuns().begin(job.id(), place.path(), place.element(), StepKind.TOOL, true);
    try {
      return run(record, inputs);
    } catch (StepStoppedException e) {
      services.stepRuns().ended(record.id(), StepEnd.dismissed());
      throw e;
    } catch (ToolFailedException e) {
      services.stepRuns().ended(record.id(), StepEnd.failed(e.exitCode(), e.getMessage()));
      throw e;
    } catch (ContainerException
        | StageInException
        | ExpressionException
        | InputException
        | PlanException
        | OutputException
        | IllegalArgumentException
        | IOException e) {
      String message = "Step " + record.name().orElseThrow() + " failed: " + e.getMessage();
      services.stepRuns().ended(record.id(), StepEnd.failed(message));
      throw new StepFailedException(message, e);
    }
  }

  private ObjectNode run(StepRun record, ObjectNode inputs)
      throws StepStoppedException,
          ToolFailedException,
          ContainerException,
          StageInException,
          InterruptedException,
          IOException {
    RunFolders folders = folders();
    Path logFile = services.data().root().resolve(record.logFile().orElseThrow());
    try (StepLog log = new StepLog(logFile)) {
      ToolPlan plan = job.language().tools().plan(tool, requirements, inputs, folders);
      ToolRequest asked =
          ToolRequest.of(
              plan,
              services.images().name(plan.docker()),
              record,
              services.containers(),
              services.slots().all(),
              folders.outputDirectory());
      ContainerExit exit = runContainer(record, plan, asked, folders, log);
      refuseWhenStopped(); // A tool that was killed has an exit code too.
      if (container.outOfTime()) {
        throw failure(
            record,
            exit,
            "it ran longer than its limit of %d s"
                .formatted(plan.timeLimit().orElseThrow().toSeconds()));
      }
      if (Outcome.of(tool, exit.exitCode()) != Outcome.SUCCESS) {
        throw failure(record, exit, reason(exit, asked, log));
      }
      ObjectNode outputs = job.language().outputs().collect(tool, plan, folders, exit.exitCode());
      services.stepRuns().ended(record.id(), StepEnd.successful(exit.exitCode(), outputs));
      return outputs;
    } finally {
      FileTree.delete(folders.temporaryDirectory());
    }
  }

  private RunFolders folders() throws IOException {
    Path folder = job.stepFolder(place);
    FileTree.delete(folder); // What an earlier attempt left.
    Path out = Files.createDirectories(folder.resolve("out"));
    Path tmp = Files.createDirectories(folder.resolve("tmp"));
    Path staging = Files.createDirectories(folder.resolve("staging"));
    return services.engines().onHost(requirements)
        ? RunFolders.onHost(out, tmp, staging, Files.createDirectories(folder.resolve("in")))
        : RunFolders.inContainer(out, tmp, staging);
  }

  private ContainerExit runContainer(
      StepRun record, ToolPlan plan, ToolRequest asked, RunFolders folders, StepLog log)
      throws StepStoppedException,
          ContainerException,
          StageInException,
          InterruptedException,
          IOException {
    log.note(
        services.engines().onHost(requirements)
            ? "on this machine, without a container"
            : "image " + asked.container().image());
    log.note("command " + withoutSecrets(plan));
    String image =
        services
            .engines()
            .engine(requirements)
            .ensureImage(services.images().source(plan.docker()));
    String name = record.name().orElseThrow();
    try (Slot slot = await(request(asked))) {
      synchronized (lock) {
        refuseWhenStopped();
        container = new ToolContainer(services, record, asked.container(), plan);
      }
      job.stepStarted(name);
      try (ToolOutput output =
          new ToolOutput(
              log,
              plan.stdout().map(folders.outputDirectory()::resolve),
              plan.stderr().map(folders.outputDirectory()::resolve))) {
        return container.run(image, output);
      } finally {
        job.stepEnded(name);
      }
    }
  }

  /** The command as it may be read: without the values of inputs that are secrets. */
  private static String withoutSecrets(ToolPlan plan) {
    String command = String.join(" ", plan.command());
    List<String> secrets =
        plan.requirements()
            .find(Requirement.Secrets.class)
            .map(Requirement.Secrets::inputs)
            .orElse(List.of());
    for (String input : secrets) {
      String value = plan.inputs().path(input).asText();
      command = value.isEmpty() ? command : command.replace(value, "(secret " + input + ")");
    }
    return command;
  }

  private CompletableFuture<Slot> request(ToolRequest asked) throws StepStoppedException {
    synchronized (lock) {
      refuseWhenStopped();
      request = services.slots().request(asked.room());
      return request;
    }
  }

  private static Slot await(CompletableFuture<Slot> wanted)
      throws StepStoppedException, InterruptedException {
    try {
      return wanted.get();
    } catch (CancellationException e) {
      throw new StepStoppedException();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void refuseWhenStopped() throws StepStoppedException {
    synchronized (lock) {
      if (stopped || job.stopped()) {
        throw new StepStoppedException();
      }
    }
  }

  private ToolFailedException failure(StepRun record, ContainerExit exit, String reason) {
    return new ToolFailedException(
        exit.exitCode(),
        Outcome.of(tool, exit.exitCode()) == Outcome.TEMPORARY_FAILURE,
        "Step %s failed with exit code %d%s"
            .formatted(
                record.name().orElseThrow(),
                exit.exitCode(),
                reason.isEmpty() ? "" : ": " + reason));
  }

  private static String reason(ContainerExit exit, ToolRequest asked, StepLog log) {
    return exit.outOfMemory()
        ? "it used more memory than its limit of %d MiB".formatted(asked.room().memoryBytes() >> 20)
        : log.lastLine().orElse("");
  }

  @Override
  public void stop() {
    synchronized (lock) {
      stopped = true;
      lock.notifyAll();
      if (request != null) {
        request.cancel(false);
      }
      if (container != null) {
        container.kill();
      }
    }
  }
}
