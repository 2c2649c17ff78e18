package org.periplus.job.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.JobEndedException;
import org.periplus.job.JobLauncher;
import org.periplus.job.JobLockedException;
import org.periplus.job.JobSecrets;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.NotRestartableException;
import org.periplus.job.ServerStopsException;
import org.periplus.job.queue.QueueFullException;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobData;
import org.periplus.job.store.JobStore;
import org.periplus.process.ProcessCatalogue;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins executions and dismisses them. Threads share it. */
@Service
public class Executions {

  private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

  private final ProcessCatalogue catalogue;
  private final JobStore jobs;
  private final StepRunStore steps;
  private final Instance<JobLauncher> launcher;
  private final JobData data;
  private final WaitingJobs waiting;
  private final KeyedJobs keyed;
  private final JobVault vault;

  @Inject
  public Executions(
      ProcessCatalogue catalogue,
      JobStore jobs,
      StepRunStore steps,
      Instance<JobLauncher> launcher,
      JobData data,
      WaitingJobs waiting,
      KeyedJobs keyed,
      JobVault vault) {
    this.catalogue = catalogue;
    this.jobs = jobs;
    this.steps = steps;
    this.launcher = launcher;
    this.data = data;
    this.waiting = waiting;
    this.keyed = keyed;
    this.vault = vault;
  }

  /**
   * Checks what a request gives, creates a job and starts it. A request that repeats the key of an
   * earlier one gets the job of that.
   *
   * @param key the client's name for the request
   * @return the job as it is after the start
   * @throws org.periplus.process.deployment.NotRunnableException if the process is only described
   * @throws org.periplus.process.input.InvalidInputException if an input is wrong; then there is no
   *     job
   * @throws QueueFullException if as many jobs wait as may
   * @throws ServerStopsException if this server is being stopped
   * @throws KeyReusedException if the key stands for another request
   */
  public Job execute(JobDefinition definition, Optional<String> key) {
    if (key.isEmpty()) {
      return launch(jobs.create(withRoom(definition)));
    }
    KeyedJobs.Found found =
        keyed.findOrCreate(
            KeyedRequest.toExecute(key.get(), definition), () -> withRoom(definition));
    return found.created() ? launch(found.job()) : found.job();
  }

  private NewJob withRoom(JobDefinition definition) {
    NewJob order = checked(definition, JobStatus.ACCEPTED);
    requireRoom(order.tenant());
    return order;
  }

  private void requireRoom(String tenant) {
    if (launcher.get().stopping()) {
      throw new ServerStopsException();
    }
    waiting.requireRoom(tenant);
  }

  /**
   * Like {@link #execute}, but the job waits for its start: Part 4, "Creating a new job".
   *
   * @throws org.periplus.process.deployment.NotRunnableException if the process is only described
   * @throws org.periplus.process.input.InvalidInputException if an input is wrong; then there is no
   *     job
   * @throws KeyReusedException if the key stands for another request
   */
  public Job create(JobDefinition definition, Optional<String> key) {
    if (key.isEmpty()) {
      return jobs.create(checked(definition, JobStatus.CREATED));
    }
    return keyed
        .findOrCreate(
            KeyedRequest.toCreate(key.get(), definition),
            () -> checked(definition, JobStatus.CREATED))
        .job();
  }

  /**
   * Gives a job that waits for its start another definition: Part 4, "Updating an existing job".
   *
   * @throws JobLockedException if it is worked on
   * @throws JobEndedException if it has ended
   * @throws org.periplus.process.input.InvalidInputException if an input is wrong; the job stays as
   *     it is
   */
  public Job change(Job job, JobDefinition definition) {
    requireWaiting(job);
    NewJob order = checked(job.id(), definition, JobStatus.CREATED, job.secrets().names());
    if (!jobs.redefined(job.id(), order)) {
      requireWaiting(current(job));
    }
    return current(job);
  }

  /**
   * Starts a job that waits for that: Part 4, "Starting a job".
   *
   * @param trace what the request is part of
   * @return the job as it is after the start
   * @throws JobLockedException if it is worked on
   * @throws JobEndedException if it has ended
   * @throws org.periplus.process.NoSuchProcessException if its process was undeployed meanwhile
   * @throws QueueFullException if as many jobs wait as may
   * @throws ServerStopsException if this server is being stopped
   */
  public Job start(Job job, Optional<TraceContext> trace) {
    requireWaiting(job);
    catalogue.require(job.tenant(), job.processId());
    requireRoom(job.tenant());
    if (!jobs.accepted(job.id(), trace)) {
      requireWaiting(current(job));
    }
    return launch(job);
  }

  private NewJob checked(JobDefinition definition, JobStatus status) {
    return checked(UUID.randomUUID(), definition, status, Set.of());
  }

  /**
   * @param secrets inputs that were secret before and stay so
   */
  private NewJob checked(UUID id, JobDefinition definition, JobStatus status, Set<String> secrets) {
    Set<String> names = new HashSet<>(secrets);
    names.addAll(catalogue.secretInputs(definition.process()));
    ObjectNode values =
        SecretInputs.hidingInProblems(
            names,
            definition.inputs(),
            () -> catalogue.inputs(definition.process(), definition.inputs()));
    return vault.sealed(NewJob.of(id, definition, status, values, names));
  }

  private static void requireWaiting(Job job) {
    if (JobStatus.OPEN.contains(job.status())) {
      throw new JobLockedException(job.id(), job.status());
    }
    if (job.status().ended()) {
      throw new JobEndedException(job.id(), job.status());
    }
  }

  private Job current(Job job) {
    return jobs.find(job.id()).orElseThrow(() -> new NoSuchJobException(job.id().toString()));
  }

  private Job launch(Job job) {
    try (JobContext.Binding unused = job.context().bind()) {
      begin(job);
    }
    return jobs.find(job.id()).orElse(job);
  }

  private void begin(Job job) {
    try {
      launcher.get().launch(job.id());
    } catch (RuntimeException e) {
      LOG.error("Job {} could not be started", job.id(), e);
      jobs.failed(
          job.id(), "The job could not be started: " + e.getMessage(), notStarted(e.getMessage()));
    }
  }

  /**
   * Restarts a job that failed, from the steps that failed: what ended well is not run again.
   *
   * @param given {@code cwl:requirements} that from now on count over those of all its tools, such
   *     as a {@code ResourceRequirement} with more memory; those of an earlier restart are gone. Of
   *     its inputs only those that are secret may be given again, and have to be when they were
   *     forgotten
   * @param trace what the request is part of
   * @return the job as it is after the restart
   * @throws NotRestartableException if it did not fail
   * @throws org.periplus.process.input.InvalidInputException if the requirements or a secret are
   *     wrong, or a secret is missing
   */
  public Job restart(Job job, ObjectNode given, Optional<TraceContext> trace) {
    ObjectNode inputs = job.inputs().deepCopy();
    Optional.ofNullable(given.get(ProcessCatalogue.REQUIREMENTS))
        .ifPresent(
            changed -> {
              catalogue.checkRequirements(changed);
              inputs.set(Job.CHANGED_REQUIREMENTS, changed);
            });
    Optional<JobSecrets> renewed = new SecretInputs(catalogue, vault).renewed(job, given);
    boolean restarted =
        renewed.isEmpty()
            ? jobs.restarted(job.id(), inputs, trace)
            : jobs.restartedWith(
                job.id(),
                inputs,
                vault.seal(job.id(), renewed.get()),
                beginsAnew(job, renewed.get()),
                trace);
    if (!restarted) {
      throw new NotRestartableException(job.id(), current(job).status());
    }
    return launch(job);
  }

  /** What steps had made of secrets that were forgotten has to be made again. */
  private boolean beginsAnew(Job job, JobSecrets renewed) {
    return renewed.haveFiles() || steps.list(job.id()).stream().anyMatch(StepRun::hasForgotten);
  }

  /**
   * Waits for the end of a job without holding a thread; what depends on the stage may block.
   *
   * @return the job as it then is, open when the time is over; empty if it was removed meanwhile
   */
  public CompletionStage<Optional<Job>> ended(UUID jobId, Duration atMost) {
    return launcher.get().ended(jobId, atMost).thenApply(end -> jobs.find(jobId));
  }

  /**
   * Dismisses a job that is open: its containers are killed, and removed before this returns unless
   * that takes longer than {@code periplus.jobs.dismiss-timeout}. A job that has ended is removed
   * with its results instead.
   *
   * @return the job as it was last known
   * @throws NoSuchJobException if the tenant has no such job
   */
  public Job dismiss(String tenant, UUID jobId) {
    Job job = jobs.find(tenant, jobId).orElseThrow(() -> new NoSuchJobException(jobId.toString()));
    if (dismissIfOpen(job)) {
      return jobs.find(jobId).orElse(job);
    }
    data.delete(job); // First: what cannot be deleted now still has a job to be deleted with.
    jobs.delete(jobId);
    return job;
  }

  /**
   * Undeploys a process: OGC API - Processes Part 2, "Undeploy". Jobs that have ended stay
   * readable.
   *
   * @param force whether jobs that have not ended are dismissed first
   * @throws ProcessInUseException if there are such jobs and it is not forced
   * @throws org.periplus.process.NoSuchProcessException if there is no such process
   * @throws org.periplus.process.ImmutableProcessException if it may not be undeployed
   */
  public void undeploy(String tenant, String processId, boolean force) {
    catalogue.requireMutable(tenant, processId);
    int open = force ? 0 : jobs.open(tenant, processId).size();
    if (open > 0) {
      throw new ProcessInUseException(processId, open);
    }
    catalogue.undeploy(tenant, processId);
    if (force) {
      // Looked up again: what began before the process was gone is found now.
      jobs.open(tenant, processId).forEach(this::dismissIfOpen);
    }
  }

  private boolean dismissIfOpen(Job job) {
    if (!jobs.dismissed(job.id())) {
      return false;
    }
    try (JobContext.Binding unused = job.context().bind()) {
      launcher.get().dismiss(job.id());
      steps.endOpen(job.id(), StepEnd.dismissed());
    }
    return true;
  }

  private static JsonNode notStarted(String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", "The job could not be started")
        .put("status", 500)
        .put("detail", detail);
  }
}
