package org.periplus.job.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.secret.JobVault;
import org.periplus.process.ProcessCatalogue;
import org.periplus.security.credential.Credentials;

/** Checks what clients define, and seals what is secret in it. Threads share it. */
record DefinitionCheck(ProcessCatalogue catalogue, JobVault vault, Credentials credentials) {

  /**
   * What the record of a new job is made of.
   *
   * @throws org.periplus.process.deployment.NotRunnableException if the process is only described
   * @throws org.periplus.process.input.InvalidInputException if an input is wrong
   */
  NewJob order(JobDefinition definition, JobStatus status) {
    return order(UUID.randomUUID(), definition, status, Set.of());
  }

  /** The same for another definition of a job; inputs that were secret before stay so. */
  NewJob orderAnew(Job job, JobDefinition definition, JobStatus status) {
    return order(job.id(), definition, status, job.secrets().names());
  }

  private NewJob order(UUID id, JobDefinition definition, JobStatus status, Set<String> secrets) {
    Set<String> names = new HashSet<>(secrets);
    names.addAll(catalogue.secretInputs(definition.process()));
    SecretReferences named =
        SecretReferences.in(
            definition.inputs(),
            credentials.usableBy(
                definition.process().tenant(),
                definition.requester().account(),
                definition.requester().guest()));
    names.addAll(named.names());
    ObjectNode values =
        SecretInputs.hidingInProblems(
            names, named.inputs(), () -> catalogue.inputs(definition.process(), named.inputs()));
    return vault.sealed(
        NewJob.of(
            id,
            named.names().isEmpty() ? definition : definition.with(named.inputs()),
            status,
            values,
            names));
  }
}
