package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.periplus.batch.run.FailureKind;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepLog;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.batch.run.StepWork;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.identity.oidc.exchange.UserTokens;
import org.periplus.staging.StageInRun;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.s3.SourceUser;

/** Brings the files that a job's inputs refer to to this machine, before any other step. */
public final class StageInWork implements StepWork {

  private final JobRun job;
  private final StagingServices services;
  private final StepPlace place;
  private final String name;
  private final ObjectNode inputs;
  private final Consumer<ObjectNode> next;
  private final SiteToolRuns tools;
  private final Object lock = new Object();
  private StageInRun staging;
  private long bytes;
  private boolean stopped;

  /**
   * @param next takes the inputs once their files are here
   */
  public StageInWork(
      JobRun job,
      StagingServices services,
      StepPlace place,
      ObjectNode inputs,
      Consumer<ObjectNode> next) {
    this.job = job;
    this.services = services;
    this.place = place;
    this.name = place.path();
    this.inputs = inputs;
    this.next = next;
    this.tools = new SiteToolRuns(job, services.tools(), name);
  }

  @Override
  public void run() throws StepFailedException, StepStoppedException, InterruptedException {
    Optional<ObjectNode> earlier = place.earlierEnd(job);
    if (earlier.isPresent()) {
      next.accept(job.secrets().current(earlier.get()));
      return;
    }
    StepRun record = job.records().begin(place, StepKind.STAGE_IN, true, inputs);
    job.records().started(record);
    job.report().stepStarted(name);
    try (StepLog log = job.records().openLog(record)) {
      ObjectNode staged = staged(log);
      job.services().sandbox().user().share(folder());
      next.accept(staged);
      job.records().ended(record, StepEnd.successful(staged).moving(bytes));
    } catch (StageInException | InputException | IOException | StepFailedException e) {
      if (isStopped()) {
        job.records().ended(record, StepEnd.dismissed().moving(bytes));
        throw new StepStoppedException();
      }
      String reason = "Step " + name + " failed: " + job.services().disk().reason(e);
      job.records().ended(record, StepEnd.failed(reason).moving(bytes));
      throw new StepFailedException(reason, e, kind(e));
    } catch (StepStoppedException e) {
      job.records().ended(record, StepEnd.dismissed().moving(bytes));
      throw e;
    } finally {
      job.report().stepEnded(name);
    }
  }

  /** Also what a source's server does not give for now may be there later. */
  private static FailureKind kind(Exception failure) {
    if (failure instanceof StageInException fetch) {
      return fetch.sourceAway() ? FailureKind.SOURCE : FailureKind.INPUT;
    }
    if (failure instanceof StepFailedException step) {
      return step.kind();
    }
    return failure instanceof InputException ? FailureKind.INPUT : FailureKind.RUN;
  }

  /** Stages with the site's tools what they are for, and the rest meanwhile. */
  private ObjectNode staged(StepLog log)
      throws StageInException,
          IOException,
          StepFailedException,
          StepStoppedException,
          InterruptedException {
    SiteTools site = services.siteTools();
    SiteStageIn own = new SiteStageIn(site, site.stageIn(job.tenant()), tools);
    try {
      StageInRun builtIn = begun(log);
      ObjectNode rest = own.begin(job.tenant(), inputs);
      ObjectNode staged = job.handover().waitFor(() -> measured(builtIn, rest));
      return own.complete(staged);
    } finally {
      tools.end();
    }
  }

  private ObjectNode measured(StageInRun builtIn, ObjectNode rest) throws StageInException {
    try {
      return builtIn.stage(rest, folder());
    } finally {
      bytes = builtIn.bytes();
      job.services().meters().stagedIn(bytes);
    }
  }

  private Path folder() {
    return job.workFolder().resolve("inputs");
  }

  private StageInRun begun(StepLog log) throws StepStoppedException {
    synchronized (lock) {
      if (stopped) {
        throw new StepStoppedException();
      }
      staging = services.stageIn().run(user(), new StageInReport(job, log));
      return staging;
    }
  }

  private SourceUser user() {
    return new SourceUser(
        job.tenant(),
        services
            .credentials()
            .map(all -> all.usableBy(job.tenant(), job.owner(), job.isGuests()))
            .orElse(UsableCredentials.none()),
        services
            .delegations()
            .map(all -> all.tokens(job.id(), job.tenant(), job.owner()))
            .orElseGet(UserTokens::none));
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  @Override
  public void stop() {
    StageInRun running;
    synchronized (lock) {
      stopped = true;
      running = staging;
    }
    tools.stop();
    if (running != null) {
      running.stop();
    }
  }
}
