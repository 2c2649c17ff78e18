package org.periplus.batch.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.periplus.batch.admission.ContainerSlots.Slot;
import org.periplus.batch.image.ImageUse;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.run.StepLog;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.Outcome;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepRun;
import org.periplus.staging.fetch.StageInException;

/**
 * One attempt at running a command line tool: plans it, waits for room, runs its container,
 * collects its outputs. An attempt whose container outlived the server that began it can be taken
 * up.
 */
final class ToolAttempt {

  private final JobRun job;
  private final JobServices services;
  private final ToolServices tools;
  private final StepPlace place;
  private final CommandLineTool tool;
  private final Requirements requirements;
  private final StepRun record;

  private final ToolAdmission admission;
  private final Object lock = new Object();
  private ToolContainer container;

  ToolAttempt(
      JobRun job,
      ToolServices tools,
      StepPlace place,
      CommandLineTool tool,
      Requirements requirements,
      StepRun record) {
    this.job = job;
    this.services = job.services();
    this.tools = tools;
    this.place = place;
    this.tool = tool;
    this.requirements = requirements;
    this.record = record;
    this.admission = new ToolAdmission(job, tools, record.name().orElseThrow());
  }

  /**
   * Runs the tool, and gives its output object.
   *
   * @throws ToolFailedException when it ran and failed
   * @throws StepStoppedException when {@link #stop} ended it
   */
  ObjectNode run(ObjectNode inputs)
      throws StepStoppedException,
          ToolFailedException,
          ContainerException,
          StageInException,
          InterruptedException,
          IOException {
    RunFolders folders = folder().empty();
    try (StepLog log = job.records().openLog(record)) {
      ToolPlan plan = planned(inputs, folders);
      ToolNetwork network =
          plan.network()
              ? job.handover().waitFor(() -> tools.networks().of(record, job.tenant()))
              : ToolNetwork.unasked();
      ToolRequest asked = asked(plan, network);
      note(log, plan, asked);
      record(plan, asked, log);
      network.noteIn(log);
      services.sandbox().admit(plan, folders.stagingDirectory());
      services.sandbox().give(folder().exact());
      ToolContainer made = container(asked, plan, network);
      ContainerExit exit;
      try (ImageUse image = image(plan);
          Slot slot = admission.slot(asked.room())) {
        admission.refuseWhenStopped();
        exit = working(plan, log, output -> made.run(image.identity(), output));
      }
      return outputs(exit, plan, asked, network, folders, log);
    }
  }

  /**
   * Goes on with the container that the attempt's record names: takes what it has written and what
   * it goes on to write, and its exit code, whether it runs or has ended.
   *
   * @param engineLost whether it is the engine that was away, and not the server
   * @return empty when it is gone or cannot be gone on with
   */
  Optional<ObjectNode> takeUp(ObjectNode inputs, boolean engineLost)
      throws StepStoppedException,
          ToolFailedException,
          ContainerException,
          StageInException,
          InterruptedException,
          IOException {
    if (record.containerId().isEmpty() || !folder().isLeft()) {
      return Optional.empty();
    }
    RunFolders folders = folder().left();
    try (StepLog log = job.records().openLogAgain(record)) {
      ToolPlan plan = planned(inputs, folders);
      ToolNetwork network =
          plan.network() ? tools.networks().again(record, job.tenant()) : ToolNetwork.unasked();
      ToolRequest asked = asked(plan, network);
      note(log, plan, asked);
      network.noteIn(log);
      ToolContainer before = container(asked, plan, network);
      String id = record.containerId().orElseThrow();
      if (engineLost && before.endedWithEngine(id)) {
        return Optional.empty();
      }
      Optional<ContainerExit> exit;
      try (Slot slot = services.slots().take(job.containersOf(), asked.room())) {
        admission.refuseWhenStopped();
        exit = working(plan, log, output -> before.takeUp(id, output));
      }
      return exit.isEmpty() || (!engineLost && wasCutOff(exit.get(), network))
          ? Optional.empty()
          : Optional.of(outputs(exit.get(), plan, asked, network, folders, log));
    }
  }

  /**
   * Whether a tool that was taken up may have failed because its connections ended with the server
   * before. What ended it otherwise would end it again.
   */
  private boolean wasCutOff(ContainerExit exit, ToolNetwork network) throws StepStoppedException {
    admission.refuseWhenStopped();
    return network.leadsThroughServer()
        && Outcome.of(tool, exit.exitCode()) != Outcome.SUCCESS
        && !exit.outOfMemory()
        && !container.outOfTime()
        && container.overFull().isEmpty();
  }

  private ImageUse image(ToolPlan plan)
      throws StepStoppedException, ContainerException, StageInException, InterruptedException {
    return tools.engines().onHost(requirements) ? ImageUse.NONE : admission.image(plan);
  }

  private ToolPlan planned(ObjectNode inputs, RunFolders folders) throws IOException {
    ToolPlan plan = job.language().tools().plan(tool, requirements, inputs, folders);
    return plan.within(tools.limits().time(plan.timeLimit()));
  }

  private ToolRequest asked(ToolPlan plan, ToolNetwork network) {
    return ToolRequest.of(job, tools, record, plan, network, folder().exact());
  }

  private void note(StepLog log, ToolPlan plan, ToolRequest asked) throws IOException {
    log.hideAlso(ShownCommand.secrets(plan));
    log.note(
        tools.engines().onHost(requirements)
            ? "on this machine, without a container"
            : "image " + asked.container().image());
    log.note("command " + command(plan).orElse("(of a run-only process)"));
  }

  private Optional<String> command(ToolPlan plan) {
    return job.areCommandsHidden() ? Optional.empty() : Optional.of(ShownCommand.of(plan));
  }

  private void record(ToolPlan plan, ToolRequest asked, StepLog log) {
    Limits limits = asked.container().limits();
    job.records().asked(record, command(plan).map(log::shown), limits.cpus(), limits.memoryBytes());
  }

  private interface Work<T> {
    T with(ToolOutput output) throws ContainerException, InterruptedException, IOException;
  }

  private <T> T working(ToolPlan plan, StepLog log, Work<T> work)
      throws ContainerException, InterruptedException, IOException {
    String name = record.name().orElseThrow();
    job.report().stepStarted(name);
    try (ToolOutput output = streams(plan).open(log, why -> waits(name, why))) {
      return work.with(output);
    } finally {
      job.report().stepEnded(name);
    }
  }

  private void waits(String name, String why) {
    job.report().says("Step %s waits: %s".formatted(name, why));
  }

  private ToolStreams streams(ToolPlan plan) {
    return ToolStreams.of(plan, folder().streams());
  }

  private ObjectNode outputs(
      ContainerExit exit,
      ToolPlan plan,
      ToolRequest asked,
      ToolNetwork network,
      RunFolders folders,
      StepLog log)
      throws StepStoppedException, ToolFailedException, IOException {
    admission.refuseWhenStopped(); // A tool that was killed has an exit code too.
    if (container.outOfTime()) {
      throw failure(
          exit,
          "it ran longer than its limit of %d s"
              .formatted(plan.timeLimit().orElseThrow().toSeconds()));
    }
    if (container.overFull().isPresent()) {
      throw failure(exit, container.overFull().get());
    }
    if (Outcome.of(tool, exit.exitCode()) != Outcome.SUCCESS) {
      throw failure(exit, FailureReason.of(exit, asked, network, log));
    }
    streams(plan).place(folders.outputDirectory());
    ObjectNode outputs = job.language().outputs().collect(tool, plan, folders, exit.exitCode());
    job.records().ended(record, StepEnd.successful(exit.exitCode(), outputs));
    return outputs;
  }

  private ToolContainer container(ToolRequest asked, ToolPlan plan, ToolNetwork network)
      throws StepStoppedException {
    synchronized (lock) {
      admission.refuseWhenStopped();
      container =
          new ToolContainer(
              job,
              tools.engines(),
              record,
              asked.container(),
              plan,
              network,
              job.stepFolder(place),
              tools.containers().sampleInterval());
      return container;
    }
  }

  private ToolFolder folder() {
    return new ToolFolder(job.stepFolder(place), tools.engines().onHost(requirements));
  }

  private ToolFailedException failure(ContainerExit exit, String reason) {
    return ToolFailedException.of(record, tool, exit, reason);
  }

  /** Removes the attempt's container and temporary files, once the record says how it ended. */
  void clear() throws IOException {
    if (container != null) {
      container.remove();
    }
  }

  /** Ends the attempt early, from another thread. */
  void stop() {
    admission.stop();
    ToolContainer made;
    synchronized (lock) {
      made = container;
    }
    if (made != null) {
      made.kill();
    }
  }
}
