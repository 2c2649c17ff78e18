package org.periplus.batch.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.periplus.batch.run.FailureKind;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.run.Outage;
import org.periplus.batch.run.ProcessWork;
import org.periplus.batch.run.RetryDelay;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerLostException;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.ImageUnavailableException;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.cwl.tool.output.OutputException;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.staging.fetch.StageInException;

/**
 * Runs a command line tool: takes up the attempt that an earlier server or connection left, and
 * makes a new attempt when there is none, when the tool says that its failure is temporary, or when
 * the engine lost the last one. The record is written before and after each of these.
 */
public final class ToolWork implements ProcessWork {

  private static final System.Logger LOG = System.getLogger(ToolWork.class.getName());

  private final JobRun job;
  private final JobServices services;
  private final ToolServices tools;
  private final StepPlace place;
  private final CommandLineTool tool;
  private final Requirements requirements;

  private final RetryDelay pause;
  private int failures;
  private int losses;
  private final Object lock = new Object();
  private boolean stopped;
  private ToolAttempt current;

  public ToolWork(
      JobRun job,
      ToolServices tools,
      StepPlace place,
      CommandLineTool tool,
      Requirements requirements) {
    this.job = job;
    this.tools = tools;
    this.services = job.services();
    this.place = place;
    this.tool = tool;
    this.requirements = requirements;
    this.pause = new RetryDelay(job);
  }

  @Override
  public ObjectNode run(ObjectNode inputs)
      throws StepFailedException, StepStoppedException, InterruptedException {
    boolean left = job.takenUp();
    boolean engineLost = false;
    Outage outage = Outage.ofEngine(job, place.path());
    while (true) {
      try {
        Optional<ObjectNode> taken = left ? takeUp(inputs, engineLost) : Optional.empty();
        left = false;
        return taken.isPresent() ? taken.get() : attempt(inputs);
      } catch (ToolFailedException e) {
        left = false;
        pause.take(tools.retries().delayAfter(failures));
      } catch (ContainerLostException e) {
        left = false;
        job.report().says("Step %s is run again: %s".formatted(place.path(), e.getMessage()));
        pause.take(tools.retries().delayAfterLoss(losses));
      } catch (EngineUnavailableException e) {
        left = true;
        engineLost = true;
        job.engineWasAway();
        pause.take(outage.delayAfter(e).orElseThrow(() -> givenUp(e)));
      }
    }
  }

  private boolean mayTryAgain(ToolFailedException e) {
    return e.temporary() && failures <= tools.retries().count();
  }

  private StepFailedException givenUp(EngineUnavailableException e) {
    return new StepFailedException("Step " + place.path() + " failed: " + e.getMessage(), e);
  }

  private ObjectNode attempt(ObjectNode inputs)
      throws StepFailedException,
          ToolFailedException,
          StepStoppedException,
          InterruptedException,
          ContainerLostException,
          EngineUnavailableException {
    StepRun record = job.records().begin(place, StepKind.TOOL, true, inputs);
    return recorded(record, attempt -> Optional.of(attempt.run(inputs))).orElseThrow();
  }

  private Optional<ObjectNode> takeUp(ObjectNode inputs, boolean engineLost)
      throws StepFailedException,
          ToolFailedException,
          StepStoppedException,
          InterruptedException,
          ContainerLostException,
          EngineUnavailableException {
    Optional<StepRun> open = job.records().find(place).filter(record -> !record.state().ended());
    if (open.isEmpty()) {
      return Optional.empty();
    }
    // Without a container the attempt never came to run anything: it is still to be made.
    return open.get().containerId().isEmpty()
        ? recorded(open.get(), attempt -> Optional.of(attempt.run(inputs)))
        : recorded(open.get(), attempt -> attempt.takeUp(inputs, engineLost));
  }

  private interface Attempting {
    Optional<ObjectNode> with(ToolAttempt attempt)
        throws StepStoppedException,
            ToolFailedException,
            ContainerException,
            StageInException,
            InterruptedException,
            IOException;
  }

  private Optional<ObjectNode> recorded(StepRun record, Attempting attempting)
      throws StepFailedException,
          ToolFailedException,
          StepStoppedException,
          InterruptedException,
          ContainerLostException,
          EngineUnavailableException {
    ToolAttempt attempt = begun(record);
    try {
      Optional<ObjectNode> outputs = attempting.with(attempt);
      clear(attempt);
      return outputs;
    } catch (StepStoppedException e) {
      end(record, attempt, StepEnd.dismissed());
      throw e;
    } catch (ToolFailedException e) {
      refuseWhenDismissed(record, attempt);
      failed(record, attempt, e);
      throw e; // It is tried again.
    } catch (ContainerLostException e) {
      refuseWhenDismissed(record, attempt);
      lost(record, attempt, e);
      throw e; // It is run again.
    } catch (EngineUnavailableException e) {
      throw e; // The attempt may go on when the engine is back.
    } catch (InterruptedException e) {
      if (!tools.leavesContainers()) {
        clear(attempt);
      }
      throw e;
    } catch (ContainerException
        | StageInException
        | ExpressionException
        | InputException
        | PlanException
        | OutputException
        | IllegalArgumentException
        | UncheckedIOException
        | IOException e) {
      refuseWhenDismissed(record, attempt);
      String message =
          "Step " + record.name().orElseThrow() + " failed: " + services.disk().reason(e);
      end(record, attempt, StepEnd.failed(message));
      throw new StepFailedException(
          message,
          e,
          e instanceof ImageUnavailableException ? FailureKind.SOURCE : FailureKind.RUN);
    } catch (RuntimeException | Error e) {
      end(record, attempt, StepEnd.failed(JobRun.internalError(record.name().orElseThrow())));
      throw e;
    }
  }

  /** Who dismisses the job, maybe another server, ends its containers before a step hears of it. */
  private void refuseWhenDismissed(StepRun record, ToolAttempt attempt)
      throws StepStoppedException {
    if (job.stopped() || isDismissed()) {
      end(record, attempt, StepEnd.dismissed());
      throw new StepStoppedException();
    }
  }

  private boolean isDismissed() {
    return services
        .jobs()
        .find(job.id())
        .filter(found -> found.status() == JobStatus.DISMISSED)
        .isPresent();
  }

  /**
   * Records a failure, so that the tool is run again if it may be.
   *
   * @throws StepFailedException if it may not; a failure that is recorded as the end is not tried
   *     again by a later server either
   */
  private void failed(StepRun record, ToolAttempt attempt, ToolFailedException e)
      throws StepFailedException {
    failures++;
    if (mayTryAgain(e)) {
      job.records().again(record);
      clear(attempt);
    } else {
      String reason = services.disk().reason(e);
      end(record, attempt, StepEnd.failed(e.exitCode(), reason));
      throw new StepFailedException(reason, e);
    }
  }

  /** Records that the engine has lost the container: that is no failure of the tool. */
  private void lost(StepRun record, ToolAttempt attempt, ContainerLostException e)
      throws StepFailedException {
    losses++;
    if (losses > tools.retries().ofLost()) {
      String message = "Step " + record.name().orElseThrow() + " failed: " + e.getMessage();
      end(record, attempt, StepEnd.failed(message));
      throw new StepFailedException(message, e);
    }
    job.records().again(record);
    clear(attempt);
  }

  private void end(StepRun record, ToolAttempt attempt, StepEnd end) {
    job.records().ended(record, end);
    clear(attempt);
  }

  /** Only after the record says how the attempt ended: that is what a restart looks at. */
  private void clear(ToolAttempt attempt) {
    try {
      attempt.clear();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Temporary files of job " + job.id() + " are left", e);
    }
  }

  private ToolAttempt begun(StepRun record) throws StepStoppedException {
    synchronized (lock) {
      if (stopped || job.stopped()) {
        throw new StepStoppedException();
      }
      current = new ToolAttempt(job, tools, place, tool, requirements, record);
      return current;
    }
  }

  @Override
  public void stop() {
    ToolAttempt begun;
    synchronized (lock) {
      stopped = true;
      begun = current;
    }
    pause.stop();
    if (begun != null) {
      begun.stop();
    }
  }
}
