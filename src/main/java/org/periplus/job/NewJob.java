package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.periplus.trace.TraceContext;

/**
 * What is known about a job when it is created.
 *
 * @param processVersion the revision of the package that it runs
 * @param status accepted, or created when it waits for its start
 * @param priority the higher it is, the sooner the job starts among those of its tenant
 * @param inputs the checked input object, in CWL's terms
 * @param secrets the names of the inputs that nobody may see
 * @param outputsRequested the members {@code outputs} and {@code response} of the request
 * @param definition the request as it was sent
 * @param subscription who wants to be told about it
 * @param trace what the request is part of, by the client's word
 * @param sealed the values of the secrets, encrypted; the inputs and the definition are then
 *     without
 * @param ownership whose it is
 */
public record NewJob(
    UUID id,
    String tenant,
    String processId,
    int processVersion,
    JobStatus status,
    int priority,
    JsonNode inputs,
    Set<String> secrets,
    Optional<JsonNode> outputsRequested,
    Optional<JsonNode> definition,
    Optional<Subscription> subscription,
    Optional<TraceContext> trace,
    Optional<String> sealed,
    Ownership ownership) {

  /** Nobody's, without secrets that were sealed. */
  public NewJob(
      UUID id,
      String tenant,
      String processId,
      int processVersion,
      JobStatus status,
      int priority,
      JsonNode inputs,
      Set<String> secrets,
      Optional<JsonNode> outputsRequested,
      Optional<JsonNode> definition,
      Optional<Subscription> subscription,
      Optional<TraceContext> trace) {
    this(
        id,
        tenant,
        processId,
        processVersion,
        status,
        priority,
        inputs,
        secrets,
        outputsRequested,
        definition,
        subscription,
        trace,
        Optional.empty(),
        Ownership.NONE);
  }

  /** A job that is to start at once, with a new random identifier. */
  public static NewJob of(
      String tenant,
      String processId,
      int processVersion,
      JsonNode inputs,
      Optional<JsonNode> outputsRequested) {
    return new NewJob(
        UUID.randomUUID(),
        tenant,
        processId,
        processVersion,
        JobStatus.ACCEPTED,
        0,
        inputs,
        Set.of(),
        outputsRequested,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A job as a request defines it.
   *
   * @param id a new one, or that of the job that gets another definition
   */
  public static NewJob of(
      UUID id, JobDefinition definition, JobStatus status, JsonNode values, Set<String> secrets) {
    return new NewJob(
        id,
        definition.process().tenant(),
        definition.process().id(),
        definition.process().revision(),
        status,
        definition.priority(),
        values,
        secrets,
        definition.outputs(),
        Optional.of(definition.request()),
        definition.subscription(),
        definition.trace(),
        Optional.empty(),
        new Ownership(
            definition.requester().account(), definition.requester().guest(), Optional.empty()));
  }

  /** The same with what it may do in its owner's name. */
  public NewJob delegating(Optional<String> delegation) {
    return of(new Ownership(ownership.account(), ownership.guest(), delegation));
  }

  /** The same of somebody else. */
  public NewJob of(Ownership newOwnership) {
    return new NewJob(
        id,
        tenant,
        processId,
        processVersion,
        status,
        priority,
        inputs,
        secrets,
        outputsRequested,
        definition,
        subscription,
        trace,
        sealed,
        newOwnership);
  }
}
