package org.periplus.job.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.periplus.job.Job;
import org.periplus.job.JobSecrets;
import org.periplus.job.secret.JobVault;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.input.InvalidInputException;
import org.periplus.process.input.InvalidInputException.Problem;

/** The secret inputs of requests: what is wrong with them is said without showing them. */
record SecretInputs(ProcessCatalogue catalogue, JobVault vault) {

  /** Checks inputs; what that finds wrong shows no secret. */
  static ObjectNode hidingInProblems(
      Set<String> names, JsonNode inputs, Supplier<ObjectNode> check) {
    try {
      return check.get();
    } catch (InvalidInputException e) {
      JobSecrets secrets = JobSecrets.among(names, inputs, inputs);
      throw secrets.mask().isEmpty()
          ? e
          : new InvalidInputException(
              e.problems().stream()
                  .map(
                      problem -> new Problem(problem.input(), secrets.mask().in(problem.message())))
                  .toList());
    }
  }

  /**
   * The secrets of a job with those that a restart gives again; empty when it gives none.
   *
   * @throws InvalidInputException if one is wrong, or was forgotten and is not given
   */
  Optional<JobSecrets> renewed(Job job, ObjectNode given) {
    JobSecrets known = vault.open(job);
    List<String> again = known.names().stream().filter(given::has).toList();
    List<Problem> missing =
        known.missing(job.inputs()).stream()
            .filter(name -> !given.has(name))
            .sorted()
            .map(
                name ->
                    new Problem(
                        name,
                        "Input '%s' is secret and was forgotten: give it again in 'inputs'."
                            .formatted(name)))
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(missing);
    }
    if (again.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode inputs = known.revealedInRequest(requested(job)).withObjectProperty("inputs");
    again.forEach(name -> inputs.set(name, given.get(name)));
    ObjectNode values =
        hidingInProblems(
            known.names(),
            inputs,
            () ->
                catalogue.inputsOfRevision(
                    job.tenant(), job.processId(), job.processVersion(), inputs));
    return Optional.of(JobSecrets.among(known.names(), values, inputs));
  }

  private static JsonNode requested(Job job) {
    ObjectNode none = job.inputs().deepCopy();
    none.removeAll();
    return job.request().definition().orElse(none);
  }
}
