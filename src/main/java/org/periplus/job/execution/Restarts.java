package org.periplus.job.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.job.Job;
import org.periplus.job.JobRequest;
import org.periplus.job.JobSecrets;
import org.periplus.job.StartedBy;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.process.ProcessCatalogue;
import org.periplus.security.credential.Credentials;

/**
 * What a restart changes of a job that failed: requirements, and secrets that are given again.
 * Threads share it.
 */
record Restarts(
    ProcessCatalogue catalogue,
    JobStore jobs,
    StepRunStore steps,
    JobVault vault,
    Credentials credentials) {

  /**
   * Accepts a job again; false if it did not fail.
   *
   * @throws org.periplus.process.input.InvalidInputException if the requirements or a secret are
   *     wrong, or a secret is missing
   */
  boolean accepted(Job job, ObjectNode given, StartedBy request) {
    ObjectNode inputs = job.inputs().deepCopy();
    Optional.ofNullable(given.get(ProcessCatalogue.REQUIREMENTS))
        .ifPresent(
            changed -> {
              catalogue.checkRequirements(changed);
              inputs.set(JobRequest.CHANGED_REQUIREMENTS, changed);
            });
    SecretReferences named =
        SecretReferences.in(
            given,
            credentials.usableBy(job.tenant(), job.request().owner(), job.request().isGuests()));
    Optional<JobSecrets> renewed = new SecretInputs(catalogue, vault).renewed(job, named.inputs());
    return renewed.isEmpty()
        ? jobs.restarted(job.id(), inputs, request)
        : jobs.restartedWith(
            job.id(),
            inputs,
            vault.seal(job.id(), renewed.get()),
            beginsAnew(job, renewed.get()),
            request);
  }

  /** What steps had made of secrets that were forgotten has to be made again. */
  private boolean beginsAnew(Job job, JobSecrets renewed) {
    return renewed.haveFiles() || steps.list(job.id()).stream().anyMatch(StepRun::hasForgotten);
  }
}
