package org.periplus.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.periplus.container.ContainerException;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.tool.FormatRelation;
import org.periplus.cwl.tool.InputException;
import org.periplus.cwl.workflow.SingleStep;
import org.periplus.cwl.workflow.WorkflowPlan;
import org.periplus.job.Job;
import org.periplus.job.JobLauncher;
import org.periplus.job.StepEnd;
import org.periplus.process.ProcessCatalogue;

/**
 * Starts jobs as batch executions, ends their records when those end, and stops them. A server that
 * starts takes up the jobs that it finds open: steps that had ended are not run again. Safe for use
 * by several threads.
 */
@ApplicationScoped
public class BatchLauncher implements JobLauncher {

  private static final System.Logger LOG = System.getLogger(BatchLauncher.class.getName());

  private static final int SECONDS_TO_LEAVE = 10;

  private record Active(JobRun job, long executionId, CompletableFuture<Void> finished) {}

  private final BatchServices batch;
  private final ProcessCatalogue catalogue;
  private final Map<UUID, JobRun> launched = new ConcurrentHashMap<>();
  private final Map<UUID, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();
  private final Map<UUID, Active> active = new ConcurrentHashMap<>();

  /** For CDI's proxy alone. */
  protected BatchLauncher() {
    this(null, null);
  }

  @Inject
  public BatchLauncher(BatchServices batch, ProcessCatalogue catalogue) {
    this.batch = batch;
    this.catalogue = catalogue;
  }

  void takeUpOpenJobs(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (Job job : services().jobs().open()) {
      LOG.log(System.Logger.Level.INFO, "Job {0} is taken up again", job.id());
      batch
          .threads()
          .execute(
              () -> {
                removeStrayContainers(job.id());
                launch(job.id());
              });
    }
  }

  private JobServices services() {
    return batch.services();
  }

  @Override
  public void launch(UUID jobId) {
    Job job =
        services()
            .jobs()
            .find(jobId)
            .orElseThrow(() -> new IllegalArgumentException("There is no job " + jobId));
    try {
      JobRun run = JobRun.confined(job, services(), formats(job));
      launched.put(jobId, run);
      ends.put(jobId, new CompletableFuture<>());
      services().jobs().started(jobId);
      batch.threads().execute(() -> start(job, run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      forget(jobId);
      throw e;
    }
  }

  @Override
  public CompletionStage<Void> ended(UUID jobId, Duration atMost) {
    CompletableFuture<Void> end = ends.get(jobId);
    if (end == null) {
      return CompletableFuture.completedFuture(null);
    }
    // A copy: a timeout is the waiter's alone. The thread that ends a job, and the one timer that
    // all waiters share, are not for sending results in.
    return end.copy()
        .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
        .thenRunAsync(() -> {}, batch.threads());
  }

  /** The package is read when a format is first compared, not while the caller waits. */
  private FormatRelation formats(Job job) {
    return (actual, asked) ->
        catalogue
            .formats(job.tenant(), job.processId(), job.processVersion())
            .covers(actual, asked);
  }

  private void start(Job job, JobRun run) {
    try {
      WorkflowRun workflow = workflowRun(job, run);
      CompletableFuture<Void> finished = workflow.ended().thenAccept(status -> finish(run, status));
      LongConsumer recorded =
          executionId -> {
            services().jobs().addBatchExecution(job.id(), executionId);
            active.put(job.id(), new Active(run, executionId, finished));
          };
      Optional<Long> before = last(job.batchExecutionIds());
      if (before.isPresent()) {
        run.takeUp();
        services().operator().restart(before.get(), workflow, recorded);
      } else {
        services().operator().start(workflow, recorded);
      }
      Active running = active.get(job.id());
      if (running != null && run.stopped()) {
        services().operator().stopIfRunning(running.executionId());
      }
    } catch (InputException e) {
      run.failed("The inputs cannot be used: " + e.getMessage());
      finish(run, BatchStatus.FAILED);
    } catch (RuntimeException e) {
      run.broke("(start)", e);
      finish(run, BatchStatus.FAILED);
    }
  }

  private static Optional<Long> last(List<Long> executions) {
    return executions.isEmpty()
        ? Optional.empty()
        : Optional.of(executions.get(executions.size() - 1));
  }

  private WorkflowRun workflowRun(Job job, JobRun run) {
    ObjectNode inputs = job.inputs().deepCopy();
    Process process =
        adding(
            Optional.ofNullable(inputs.remove(InputObjectReader.REQUIREMENTS)),
            catalogue.workflow(job.tenant(), job.processId(), job.processVersion()));
    Workflow workflow = process instanceof Workflow own ? own : SingleStep.running(process);
    boolean references = StageInWork.hasReferences(inputs);
    WorkflowPlan plan = WorkflowPlan.of(workflow, Requirements.NONE);
    return new WorkflowRun(
        run,
        "",
        "",
        plan,
        references
            ? inputs
            : run.language().inputs().prepareForUser(workflow, plan.requirements(), inputs),
        run.progress(),
        WorkflowRun.Staging.around(workflow, references));
  }

  private static Process adding(Optional<JsonNode> requirements, Process process) {
    return requirements
        .map(InputObjectReader::requirements)
        .map(added -> process.withRequirements(added.inheriting(process.requirements())))
        .orElse(process);
  }

  private void finish(JobRun run, BatchStatus status) {
    UUID id = run.id();
    try {
      if (status == BatchStatus.FAILED && batch.closing()) {
        LOG.log(System.Logger.Level.INFO, "Job {0} is left to the next start", id);
        return;
      }
      if (status == BatchStatus.COMPLETED) {
        services().jobs().successful(id, run.results());
        discardWork(run);
      } else if (status == BatchStatus.STOPPED) {
        services().stepRuns().endOpen(id, StepEnd.dismissed());
        services().jobs().dismissed(id);
        discardWork(run);
      } else {
        String reason = run.failure().orElse("The job failed.");
        services().stepRuns().endOpen(id, StepEnd.failed(reason));
        services().jobs().failed(id, reason, problem(reason));
      }
      LOG.log(System.Logger.Level.INFO, "Job {0} ended: {1}", id, status);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The end of job " + id + " could not be recorded", e);
    } finally {
      forget(id);
    }
  }

  /** Lets go of a job and tells those who wait for its end. */
  private void forget(UUID id) {
    active.remove(id);
    launched.remove(id);
    CompletableFuture<Void> end = ends.remove(id);
    if (end != null) {
      end.complete(null);
    }
  }

  private static void discardWork(JobRun run) {
    try {
      run.discardWork();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, "Working files of job " + run.id() + " are left behind", e);
    }
  }

  private static ObjectNode problem(String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", "The job failed")
        .put("status", 500)
        .put("detail", reason);
  }

  @Override
  public void dismiss(UUID jobId) {
    Optional.ofNullable(launched.get(jobId)).ifPresent(JobRun::stop);
    Active running = active.get(jobId);
    if (running != null) {
      services().operator().stopIfRunning(running.executionId());
      awaitEnd(running);
    }
    removeContainers(jobId);
  }

  private void awaitEnd(Active running) {
    try {
      running
          .finished()
          .get(batch.configuration().dismissTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Job {0} did not stop in time; its containers are removed",
          running.job().id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes the containers of a job that no open run of a step knows of. */
  private void removeStrayContainers(UUID jobId) {
    Set<String> known =
        services().stepRuns().list(jobId).stream()
            .filter(run -> !run.state().ended())
            .flatMap(run -> run.containerId().stream())
            .collect(Collectors.toSet());
    try {
      services().engines().removeAllBut(known, ToolContainer.ofJob(jobId));
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.WARNING, "Job {0}: {1}", jobId, e.getMessage());
    }
  }

  private void removeContainers(UUID jobId) {
    try {
      services().engines().removeAll(ToolContainer.ofJob(jobId));
    } catch (ContainerException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The containers of job {0} could not be removed: {1}",
          jobId,
          e.getMessage());
    }
  }

  /** Leaves what runs to the next server, with its containers. */
  @PreDestroy
  void stop() {
    batch.beginToClose();
    launched.values().forEach(run -> run.leaving().begin());
    try {
      CompletableFuture.allOf(ends.values().toArray(CompletableFuture[]::new))
          .get(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "Some jobs were cut off: {0}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    batch.close();
  }
}
