package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known about a job when it is created.
 *
 * @param processVersion the revision of the package that it runs
 * @param inputs the checked input object, in CWL's terms
 * @param outputsRequested the members {@code outputs} and {@code response} of the request
 */
public record NewJob(
    UUID id,
    String tenant,
    String processId,
    int processVersion,
    JsonNode inputs,
    Optional<JsonNode> outputsRequested) {

  /** A job with a new random identifier. */
  public static NewJob of(
      String tenant,
      String processId,
      int processVersion,
      JsonNode inputs,
      Optional<JsonNode> outputsRequested) {
    return new NewJob(
        UUID.randomUUID(), tenant, processId, processVersion, inputs, outputsRequested);
  }
}
