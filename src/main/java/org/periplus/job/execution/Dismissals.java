package org.periplus.job.execution;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobLauncher;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobData;
import org.periplus.job.store.JobStore;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.trace.JobContext;

/** Dismisses jobs, one by one or with the process that they execute. Threads share it. */
@Service
public class Dismissals {

  private final ProcessCatalogue catalogue;
  private final JobStore jobs;
  private final StepRunStore steps;
  private final JobData data;
  private final Instance<JobLauncher> launcher;

  @Inject
  public Dismissals(
      ProcessCatalogue catalogue,
      JobStore jobs,
      StepRunStore steps,
      JobData data,
      Instance<JobLauncher> launcher) {
    this.catalogue = catalogue;
    this.jobs = jobs;
    this.steps = steps;
    this.data = data;
    this.launcher = launcher;
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
    data.delete(job, () -> jobs.delete(jobId));
    return job;
  }

  /**
   * Undeploys a process: OGC API - Processes Part 2, "Undeploy". Jobs that have ended stay
   * readable.
   *
   * @param force whether jobs that have not ended are dismissed first
   * @param check throws what says that the process may not be undeployed
   * @throws ProcessInUseException if there are such jobs and it is not forced
   * @throws org.periplus.process.NoSuchProcessException if there is no such process
   */
  public void undeploy(
      String tenant, String processId, boolean force, Consumer<ProcessPackage> check) {
    check.accept(catalogue.require(tenant, processId));
    int open = force ? 0 : jobs.open(tenant, processId).size();
    if (open > 0) {
      throw new ProcessInUseException(processId, open);
    }
    catalogue.undeploy(tenant, processId, check);
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
}
