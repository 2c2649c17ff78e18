package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepPlace;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.batch.tool.ToolServices;
import org.periplus.batch.tool.ToolWork;

/**
 * The runs of a site's tools within one staging step: all at once as far as there is room, each
 * with a record, a log and a container like that of any tool, so that a restart repeats none that
 * has ended. Used by one thread; {@link #stop} may be called by any.
 */
final class SiteToolRuns {

  private final JobRun job;
  private final ToolServices tools;
  private final String step;
  private final List<CompletableFuture<JsonNode>> runs = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Object lock = new Object();
  private final List<ToolWork> begun = new ArrayList<>();
  private boolean stopped;

  SiteToolRuns(JobRun job, ToolServices tools, String step) {
    this.job = job;
    this.tools = tools;
    this.step = step;
  }

  void begin(SiteTool tool, ObjectNode inputs) {
    StepPlace place = new StepPlace(step + "." + tool.tool().id(), Integer.toString(runs.size()));
    CompletableFuture<JsonNode> left = new CompletableFuture<>();
    runs.add(left);
    job.services()
        .threads()
        .execute(
            () -> {
              JsonNode value = NullNode.getInstance();
              try {
                value = run(place, tool, inputs).path(tool.output().id());
              } catch (InterruptedException e) {
                failure.compareAndSet(null, e); // The containers are left to the next server.
              } catch (StepFailedException | StepStoppedException | RuntimeException e) {
                failure.compareAndSet(null, e);
                stop(); // The others' work would be for nothing.
              } finally {
                left.complete(value);
              }
            });
  }

  private ObjectNode run(StepPlace place, SiteTool tool, ObjectNode inputs)
      throws StepFailedException, StepStoppedException, InterruptedException {
    Optional<ObjectNode> earlier = place.earlierEnd(job);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    ToolWork work = new ToolWork(job, tools, place, tool.tool(), tool.tool().requirements());
    synchronized (lock) {
      if (stopped) {
        throw new StepStoppedException();
      }
      begun.add(work);
    }
    return work.run(inputs);
  }

  /**
   * Waits for all runs; the first failure counts.
   *
   * @return what the tools have left, in the order in which the runs were begun
   */
  List<JsonNode> await() throws StepFailedException, StepStoppedException, InterruptedException {
    List<JsonNode> left = runs.stream().map(CompletableFuture::join).toList();
    Exception first = failure.get();
    if (first instanceof StepFailedException failed) {
      throw failed;
    }
    if (first instanceof StepStoppedException dismissed) {
      throw dismissed;
    }
    if (first instanceof InterruptedException handover) {
      throw handover;
    }
    if (first instanceof RuntimeException broken) {
      throw broken;
    }
    return left;
  }

  /** Waits until nothing runs any more, which nobody needs now. */
  void end() {
    if (!job.handover().hasBegun()) {
      stop();
    }
    runs.forEach(CompletableFuture::join);
  }

  /** Ends what runs, and lets nothing begin. */
  void stop() {
    List<ToolWork> running;
    synchronized (lock) {
      stopped = true;
      running = List.copyOf(begun);
    }
    running.forEach(ToolWork::stop);
  }
}
