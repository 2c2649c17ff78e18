package org.periplus.batch;

import jakarta.annotation.PreDestroy;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.periplus.batch.run.FailureKind;
import org.periplus.batch.run.JobFailure;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.JobServices;
import org.periplus.batch.shutdown.GracefulShutdown;
import org.periplus.batch.shutdown.TerminationSignal;
import org.periplus.batch.tool.JobContainers;
import org.periplus.batch.workflow.WorkflowRun;
import org.periplus.configuration.Service;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.job.Job;
import org.periplus.job.JobLauncher;
import org.periplus.job.queue.JobQueue;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.process.ProcessCatalogue;
import org.periplus.trace.JobContext;

/**
 * Starts jobs as batch executions, ends their records when those end, and stops them. A server that
 * starts takes up the jobs that it finds open: steps that had ended are not run again. Safe for use
 * by several threads.
 */
@Service
public class BatchLauncher implements JobLauncher {

  private static final System.Logger LOG = System.getLogger(BatchLauncher.class.getName());

  private record Active(JobRun job, long executionId, CompletableFuture<Void> finished) {}

  private final ScheduledThreadPoolExecutor heartbeat =
      new ScheduledThreadPoolExecutor(1, BatchLauncher::heartThread);
  private final BatchServices batch;
  private final JobWorkflows workflows;
  private final LeasedJobs leased;
  private final JobContainers containers;
  private final JobEnds ends;
  private final Map<UUID, Active> active = new ConcurrentHashMap<>();
  private final GracefulShutdown shutdown;

  @Inject
  public BatchLauncher(BatchServices batch, ProcessCatalogue catalogue) {
    this.batch = batch;
    this.workflows = new JobWorkflows(catalogue, batch.workflows());
    this.leased = new LeasedJobs(batch.queue(), batch.services().jobs()::started);
    this.containers =
        new JobContainers(
            batch.workflows().tools().engines(), batch.services().stepRuns(), batch.threads());
    this.ends = new JobEnds(batch.queue(), batch.threads());
    this.shutdown = new GracefulShutdown(batch.intake(), batch.shutdown(), leased.runs());
  }

  void takeUpOpenJobs(@Observes @Initialized(ApplicationScoped.class) Object event) {
    TerminationSignal.before(this::stop);
    batch.intake().onResumed(this::takeJobs);
    if (batch.alone()) {
      queue().releaseAll();
    }
    var unused =
        heartbeat.scheduleWithFixedDelay(
            this::beat, 0, batch.cluster().heartbeat().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Renews what this server has, gives up what it has lost, and looks for more. */
  private void beat() {
    try {
      leased.renew(id -> batch.threads().execute(() -> dismiss(id)));
      ends.lookFor(id -> !leased.runs().containsKey(id));
      takeJobs();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The leases could not be renewed: {0}", e.toString());
    }
  }

  /** Takes as many jobs out of the queue as there is room for. */
  private void takeJobs() {
    if (!batch.intake().isPaused()) {
      leased.take(batch.cluster().parallel(), this::begin);
    }
  }

  /** How many jobs this server works on. */
  int running() {
    return leased.runs().size();
  }

  private JobQueue queue() {
    return batch.queue();
  }

  private static Thread heartThread(Runnable beat) {
    Thread thread = new Thread(beat, "periplus-leases");
    thread.setDaemon(true);
    return thread;
  }

  private JobServices services() {
    return batch.services();
  }

  @Override
  public void launch(UUID jobId) {
    takeJobs();
  }

  private void begin(UUID jobId) {
    try {
      begin(services().jobs().find(jobId).orElseThrow());
    } catch (DatabaseAwayException e) {
      // That says nothing of the job: the next beat lets it go, and it is taken again.
      leased.letGo(jobId);
      LOG.log(System.Logger.Level.WARNING, "Job {0} is started later: {1}", jobId, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Job " + jobId + " could not be started", e);
      String reason = "The job could not be started: " + e.getMessage();
      executionEnd().recordFailure(jobId, JobFailure.of(reason));
      forget(jobId, true);
    }
  }

  private void begin(Job job) throws IOException {
    try (JobContext.Binding unused = job.context().bind()) {
      JobRun run = JobRun.confined(job, services(), workflows.formats(job));
      leased.runs().put(job.id(), run);
      batch.threads().execute(() -> start(job, run));
    }
  }

  @Override
  public CompletionStage<Void> ended(UUID jobId, Duration atMost) {
    return ends.await(jobId, atMost);
  }

  private void start(Job job, JobRun run) {
    try {
      WorkflowRun workflow = workflows.run(job, run);
      CompletableFuture<Void> finished = workflow.ended().thenAccept(status -> finish(run, status));
      LongConsumer recorded =
          executionId -> {
            services().jobs().addBatchExecution(job.id(), executionId);
            active.put(job.id(), new Active(run, executionId, finished));
          };
      Optional<Long> before = job.batchExecutionIds().stream().reduce((one, next) -> next);
      if (before.isPresent()) {
        run.takeUp();
        containers.removeStray(job.id());
        batch.operator().restart(before.get(), workflow, recorded);
      } else {
        batch.operator().start(workflow, recorded);
      }
      Active running = active.get(job.id());
      if (running != null && run.stopped()) {
        batch.operator().stopIfRunning(running.executionId());
      }
    } catch (InputException e) {
      run.failed("The inputs cannot be used: " + e.getMessage(), FailureKind.INPUT);
      finish(run, BatchStatus.FAILED);
    } catch (RuntimeException e) {
      run.broke("(start)", e);
      finish(run, BatchStatus.FAILED);
    }
  }

  private void finish(JobRun run, BatchStatus status) {
    boolean released = false;
    try (JobContext.Binding unused = run.context().bind()) {
      released = executionEnd().record(run, status);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR, "The end of job " + run.id() + " could not be recorded", e);
    } finally {
      forget(run.id(), released);
    }
  }

  private ExecutionEnd executionEnd() {
    return new ExecutionEnd(services(), containers, queue());
  }

  /**
   * Lets go of a job and tells those who wait for its end.
   *
   * @param released whether the queue has it back: then it may have been restarted since, and what
   *     the queue says of it is said of its next run
   */
  private void forget(UUID id, boolean released) {
    active.remove(id);
    services().later().forget(id);
    try {
      if (!released) {
        queue().release(id);
      }
    } catch (RuntimeException e) {
      // The lease ends by itself.
      LOG.log(System.Logger.Level.WARNING, "Job {0} was not let go: {1}", id, e.toString());
    }
    leased.letGo(id);
    shutdown.jobGone();
    ends.tell(id);
    try {
      if (queue().anyWaits()) {
        takeJobs();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "No job was taken: {0}", e.toString());
    }
  }

  @Override
  public void dismiss(UUID jobId) {
    Optional.ofNullable(leased.runs().get(jobId)).ifPresent(JobRun::stop);
    Active running = active.get(jobId);
    if (running != null) {
      batch.threads().execute(() -> containers.killAll(jobId));
      batch.operator().stopIfRunning(running.executionId());
      awaitEnd(running);
      return;
    }
    containers.killAll(jobId);
    containers.removeAll(jobId);
    if (!queue().held(jobId)) {
      services().jobs().find(jobId).ifPresent(this::recordStopped);
    }
  }

  @Override
  public void removeWhatEndedJobsLeft() {
    new Leftovers(services(), containers, leased, queue()).remove();
    batch.workflows().tools().images().sweep();
  }

  /** What a server has left that is gone. */
  private void recordStopped(Job job) {
    job.batchExecutionIds().forEach(batch.operator()::recordStopped);
    services().stepRuns().list(job.id()).stream()
        .flatMap(run -> run.batchExecution().stream())
        .forEach(batch.operator()::recordStopped);
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
      batch.threads().execute(() -> containers.removeLate(running.job().id()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that jobs use is still there. */
  void stopBeforeTheApplication(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    stop();
  }

  /** Takes no more jobs, and leaves what runs to the next server, with its containers. */
  @PreDestroy
  void stop() {
    if (batch.intake().end()) {
      leased.whileNoneIsTaken( // Who is just taking jobs has taken them: they are left too.
          () -> LOG.log(System.Logger.Level.INFO, "The server stops and takes no more jobs"));
      shutdown.drain();
      heartbeat.shutdown();
      shutdown.leave(active.values().stream().map(Active::finished));
      batch.close();
    }
  }

  @Override
  public boolean stopping() {
    return batch.intake().hasEnded();
  }
}
