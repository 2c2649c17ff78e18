package org.periplus.job.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.JobEndedException;
import org.periplus.job.JobLauncher;
import org.periplus.job.JobLockedException;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.NotRestartableException;
import org.periplus.job.Requester;
import org.periplus.job.ServerStopsException;
import org.periplus.job.StartedBy;
import org.periplus.job.delegation.Delegations;
import org.periplus.job.queue.QueueFullException;
import org.periplus.job.queue.WaitingJobs;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.process.ProcessCatalogue;
import org.periplus.security.credential.Credentials;
import org.periplus.trace.TraceContext;

/** Begins executions. Threads share it. */
@Service
public class Executions {

  private final ProcessCatalogue catalogue;
  private final JobStore jobs;
  private final KeyedJobs keyed;
  private final Instance<JobLauncher> launcher;
  private final JobStart start;
  private final DefinitionCheck check;
  private final Restarts restarts;
  private final Delegations delegations;

  @Inject
  public Executions(
      ProcessCatalogue catalogue,
      JobStore jobs,
      StepRunStore steps,
      Instance<JobLauncher> launcher,
      WaitingJobs waiting,
      KeyedJobs keyed,
      JobVault vault,
      Credentials credentials,
      Delegations delegations) {
    this.catalogue = catalogue;
    this.jobs = jobs;
    this.keyed = keyed;
    this.launcher = launcher;
    this.start = new JobStart(jobs, waiting, launcher);
    this.check = new DefinitionCheck(catalogue, vault, credentials);
    this.delegations = delegations;
    this.restarts = new Restarts(catalogue, jobs, steps, vault, credentials);
  }

  /**
   * Checks what a request gives, creates a job and starts it. A request that repeats the key of an
   * earlier one gets the job of that.
   *
   * @param key the client's name for the request
   * @return the job as it was recorded; {@link #now} tells what has become of it
   * @throws org.periplus.process.deployment.NotRunnableException if the process is only described
   * @throws org.periplus.process.input.InvalidInputException if an input is wrong; then there is no
   *     job
   * @throws QueueFullException if as many jobs wait as may
   * @throws ServerStopsException if this server is being stopped
   * @throws KeyReusedException if the key stands for another request
   */
  public Job execute(JobDefinition definition, Optional<String> key) {
    if (key.isEmpty()) {
      return started(jobs.create(withRoom(definition)));
    }
    KeyedJobs.Found found =
        keyed.findOrCreate(
            KeyedRequest.toExecute(key.get(), definition), () -> withRoom(definition));
    return found.created() ? started(found.job()) : found.job();
  }

  private Job started(Job job) {
    start.begin(job);
    return job;
  }

  private NewJob withRoom(JobDefinition definition) {
    NewJob order = check.order(definition, JobStatus.ACCEPTED);
    start.requireRoom(order.tenant());
    return delegations.of(order, definition.requester());
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
      return jobs.create(check.order(definition, JobStatus.CREATED));
    }
    return keyed
        .findOrCreate(
            KeyedRequest.toCreate(key.get(), definition),
            () -> check.order(definition, JobStatus.CREATED))
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
    NewJob order = check.orderAnew(job, definition, JobStatus.CREATED);
    if (!jobs.redefined(job.id(), order)) {
      requireWaiting(current(job));
    }
    return current(job);
  }

  /**
   * Starts a job that waits for that: Part 4, "Starting a job".
   *
   * @param trace what the request is part of
   * @param requester who sent it
   * @return the job as it is after the start
   * @throws JobLockedException if it is worked on
   * @throws JobEndedException if it has ended
   * @throws org.periplus.process.NoSuchProcessException if its process was undeployed meanwhile
   * @throws QueueFullException if as many jobs wait as may
   * @throws ServerStopsException if this server is being stopped
   */
  public Job start(Job job, Optional<TraceContext> trace, Requester requester) {
    requireWaiting(job);
    catalogue.require(job.tenant(), job.processId());
    start.requireRoom(job.tenant());
    if (!jobs.accepted(job.id(), new StartedBy(trace, delegations.of(job, requester)))) {
      requireWaiting(current(job));
    }
    return start.launch(job);
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

  /** A job as it is now; as it was when it has been removed. */
  public Job now(Job job) {
    return start.now(job);
  }

  /**
   * Restarts a job that failed, from the steps that failed: what ended well is not run again.
   *
   * @param given {@code cwl:requirements} that from now on count over those of all its tools, such
   *     as a {@code ResourceRequirement} with more memory; those of an earlier restart are gone. Of
   *     its inputs only those that are secret may be given again, and have to be when they were
   *     forgotten
   * @param trace what the request is part of
   * @param requester who sent it
   * @return the job as it is after the restart
   * @throws NotRestartableException if it did not fail
   * @throws org.periplus.process.input.InvalidInputException if the requirements or a secret are
   *     wrong, or a secret is missing
   */
  public Job restart(Job job, ObjectNode given, Optional<TraceContext> trace, Requester requester) {
    StartedBy request = new StartedBy(trace, delegations.of(job, requester));
    if (!restarts.accepted(job, given, request)) {
      throw new NotRestartableException(job.id(), current(job).status());
    }
    return start.launch(job);
  }

  /**
   * Waits for the end of a job without holding a thread; what depends on the stage may block.
   *
   * @return the job as it then is, open when the time is over; empty if it was removed meanwhile
   */
  public CompletionStage<Optional<Job>> ended(UUID jobId, Duration atMost) {
    return launcher.get().ended(jobId, atMost).thenApply(end -> jobs.find(jobId));
  }
}
