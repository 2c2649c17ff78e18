package org.periplus.job.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobSecrets;
import org.periplus.job.NewJob;
import org.periplus.process.input.InvalidInputException;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

/**
 * Keeps the secrets of jobs in the database: encrypted, beside inputs and outputs that have {@value
 * JobSecrets#HIDDEN} in their place. Threads share it.
 */
@Service
public class JobVault {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALUES = "values";
  private static final String GIVEN = "given";

  private final Optional<SecretSeal> seal;
  private final long maxSize;

  private JobVault() {
    seal = Optional.empty();
    maxSize = 0;
  }

  @Inject
  public JobVault(SecretSeal seal, SecretsConfiguration configuration) {
    this.seal = Optional.of(seal);
    this.maxSize = configuration.maxSize().bytes();
  }

  /** For programs whose jobs have no secrets of their own. */
  public static JobVault none() {
    return new JobVault();
  }

  /**
   * The job with its secrets sealed and hidden.
   *
   * @throws InvalidInputException if they are too large
   */
  public NewJob sealed(NewJob order) {
    if (order.secrets().isEmpty()) {
      return order;
    }
    JobSecrets secrets =
        JobSecrets.among(
            order.secrets(),
            order.inputs(),
            order.definition().map(request -> request.path("inputs")).orElse(order.inputs()));
    return new NewJob(
        order.id(),
        order.tenant(),
        order.processId(),
        order.processVersion(),
        order.status(),
        order.priority(),
        secrets.hiddenInInputs(order.inputs()),
        order.secrets(),
        order.outputsRequested(),
        order.definition().map(secrets::hiddenInRequest),
        order.subscription(),
        order.trace(),
        Optional.of(seal(order.id(), secrets)),
        order.ownership());
  }

  /**
   * Seals the secrets of a job.
   *
   * @throws InvalidInputException if they are too large
   */
  public String seal(UUID job, JobSecrets secrets) {
    if (secrets.size() > maxSize) {
      throw new InvalidInputException(
          List.of(
              new InvalidInputException.Problem(
                  String.join(", ", secrets.names()),
                  "The secret inputs are larger than %d characters together.".formatted(maxSize))));
    }
    ObjectNode both = JSON.createObjectNode();
    both.set(VALUES, secrets.values());
    both.set(GIVEN, secrets.given());
    return seal.orElseThrow().seal(job.toString(), both.toString());
  }

  /**
   * The secrets of a job, as far as they are kept.
   *
   * @throws org.periplus.security.secret.SealException if they were sealed with another key
   */
  public JobSecrets open(Job job) {
    JobSecrets named = job.secrets();
    if (named.names().isEmpty() || job.request().sealed().isEmpty()) {
      return named;
    }
    if (job.request().isPlain()) {
      return JobSecrets.among(
          named.names(),
          job.inputs(),
          job.request().definition().map(request -> request.path("inputs")).orElse(job.inputs()));
    }
    JsonNode both =
        read(seal.orElseThrow().open(job.id().toString(), job.request().sealed().get()));
    return new JobSecrets(
        named.names(), (ObjectNode) both.get(VALUES), (ObjectNode) both.get(GIVEN));
  }

  /** Seals what a step of a job has made of its secrets. */
  public String sealOutputs(UUID job, JsonNode outputs) {
    return seal.orElseThrow().seal(outputsOf(job), outputs.toString());
  }

  /** What {@link #sealOutputs} sealed. */
  public JsonNode openOutputs(UUID job, String sealed) {
    return read(seal.orElseThrow().open(outputsOf(job), sealed));
  }

  private static String outputsOf(UUID job) {
    return job + "/outputs";
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was sealed is no JSON"); // The cause would quote it.
    }
  }
}
