package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.Outage;
import org.periplus.batch.run.RetryDelay;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepLog;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.batch.run.StepWork;
import org.periplus.configuration.JsonLimits;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.workflow.WorkflowException;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepKind;
import org.periplus.job.step.StepRun;
import org.periplus.staging.StageOut;
import org.periplus.staging.StageOutException;
import org.periplus.staging.store.StoreAwayException;

/** Publishes a job's outputs, after all other steps. */
public final class StageOutWork implements StepWork {

  private static final ObjectMapper JSON = new ObjectMapper(JsonLimits.usual().factory());

  private static final int MOST_IN_LOG = 2_000;

  private final JobRun job;
  private final StagingServices services;
  private final StepPlace place;
  private final String name;
  private final List<? extends OutputParameter> parameters;
  private final Supplier<ObjectNode> values;
  private final SiteToolRuns tools;
  private final RetryDelay pause;
  private final Object lock = new Object();
  private boolean stopped;
  private Thread publisher;
  private long bytes;

  /**
   * @param parameters the outputs of the workflow
   * @param values gives their values
   */
  public StageOutWork(
      JobRun job,
      StagingServices services,
      StepPlace place,
      List<? extends OutputParameter> parameters,
      Supplier<ObjectNode> values) {
    this.job = job;
    this.services = services;
    this.place = place;
    this.name = place.path();
    this.parameters = parameters;
    this.values = values;
    this.tools = new SiteToolRuns(job, services.tools(), name);
    this.pause = new RetryDelay(job);
  }

  @Override
  public void run() throws StepFailedException, StepStoppedException, InterruptedException {
    if (job.stopped()) {
      throw new StepStoppedException();
    }
    Optional<ObjectNode> earlier = place.earlierEnd(job);
    if (earlier.isPresent()) {
      job.published(earlier.get());
      return;
    }
    ObjectNode outputs = workflowOutputs();
    StepRun record = job.records().begin(place, StepKind.STAGE_OUT, true, outputs);
    job.records().started(record);
    job.report().stepStarted(name);
    try (StepLog log = job.records().openLog(record)) {
      log.note("Publishing " + outputs.size() + " outputs of job " + job.id());
      ObjectNode results = (ObjectNode) job.secrets().hiddenIn(patiently(byTools(outputs)));
      for (Map.Entry<String, JsonNode> result : results.properties()) {
        log.note("Published " + result.getKey() + ": " + shortened(result.getValue().toString()));
      }
      job.published(results);
      job.records().ended(record, StepEnd.successful(results).moving(bytes));
    } catch (StepStoppedException e) {
      job.records().ended(record, StepEnd.dismissed().moving(bytes));
      throw e;
    } catch (StageOutException
        | StepFailedException
        | IOException
        | IllegalArgumentException e) { // the last from a store that is not configured
      String reason = "Step " + name + " failed: " + job.services().disk().reason(e);
      job.records().ended(record, StepEnd.failed(reason).moving(bytes));
      throw new StepFailedException(reason, e);
    } finally {
      job.report().stepEnded(name);
    }
  }

  /** The document itself is the job's results; of 100,000 files the log needs no list. */
  private static String shortened(String json) {
    return json.length() <= MOST_IN_LOG ? json : json.substring(0, MOST_IN_LOG) + "…";
  }

  private ObjectNode workflowOutputs() throws StepFailedException {
    try {
      return values.get();
    } catch (WorkflowException e) {
      throw new StepFailedException("Step " + name + " failed: " + e.getMessage(), e);
    }
  }

  /** What the site's tools leave of the outputs, for the server to publish. */
  private ObjectNode byTools(ObjectNode outputs)
      throws StageOutException, StepFailedException, StepStoppedException, InterruptedException {
    services.siteTools().locations(job.tenant()).check(outputs);
    List<SiteTool> own = services.siteTools().stageOut(job.tenant());
    if (own.isEmpty()) {
      return outputs;
    }
    ObjectNode left = new SiteStageOut(job.id(), own, tools).run(outputs);
    services.siteTools().locations(job.tenant()).checkOfSite(left);
    return left;
  }

  /** What one try has left is replaced by the next. */
  private ObjectNode patiently(ObjectNode outputs)
      throws StageOutException, IOException, StepStoppedException, InterruptedException {
    Outage outage = Outage.ofStore(job, name);
    while (true) {
      try {
        job.services().logs().keepLeft(job.tenant(), job.id());
        return publish(outputs);
      } catch (StoreAwayException e) {
        pause.take(outage.delayAfter(e).orElseThrow(() -> e));
      }
    }
  }

  private ObjectNode publish(ObjectNode outputs)
      throws StageOutException, IOException, StepStoppedException, InterruptedException {
    begin();
    try {
      StageOut stageOut =
          new StageOut(services.results().orElseThrow().of(job.tenant()), JSON, this::published);
      return job.handover()
          .<ObjectNode, StageOutException, IOException>waitFor(
              () ->
                  stageOut.publish(
                      job.id(), parameters, outputs, job.workFolder().resolve("publish")));
    } catch (IOException e) {
      if (isStopped()) {
        throw new StepStoppedException();
      }
      if (e instanceof InterruptedIOException) { // The server is being stopped.
        throw new InterruptedException(e.getMessage());
      }
      throw e;
    } finally {
      end();
    }
  }

  private void published(long newBytes) {
    bytes = newBytes;
    job.services().meters().stagedOut(newBytes);
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  private void begin() throws StepStoppedException {
    synchronized (lock) {
      if (stopped) {
        throw new StepStoppedException();
      }
      publisher = Thread.currentThread();
    }
  }

  /** An interrupt that comes late must not reach the database, which would give itself up. */
  private void end() {
    synchronized (lock) {
      publisher = null;
      if (stopped) {
        Thread.interrupted();
      }
    }
  }

  /** Gives up the publication, which may take long; what was uploaded is deleted again. */
  @Override
  public void stop() {
    tools.stop();
    pause.stop();
    synchronized (lock) {
      stopped = true;
      if (publisher != null) {
        publisher.interrupt();
      }
    }
  }
}
