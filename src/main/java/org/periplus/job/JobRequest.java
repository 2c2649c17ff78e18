package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.periplus.persistence.JsonConverter;
import org.periplus.trace.TraceContext;

/**
 * What was asked for when a job was created, changed or restarted, and by whom: inputs, outputs,
 * secrets, the trace that it is part of, its owner. A part of {@link Job}; not for several threads.
 */
@Embeddable
public class JobRequest {

  /** The member of {@link #inputs} with the requirements that a restart gave. */
  public static final String CHANGED_REQUIREMENTS = "periplus:changedRequirements";

  /** What {@link #sealed} says while the secrets are in the clear. */
  private static final String PLAIN = "plain";

  @Convert(converter = JsonConverter.class)
  private JsonNode inputs;

  @Column(name = "outputs_requested")
  @Convert(converter = JsonConverter.class)
  private JsonNode outputsRequested;

  @Convert(converter = JsonConverter.class)
  private JsonNode definition;

  @Column(name = "secret_inputs")
  @Convert(converter = JsonConverter.class)
  private JsonNode secretInputs;

  private String sealed;

  @Column(name = "trace_parent")
  private String traceParent;

  @Column(name = "trace_state")
  private String traceState;

  @Column(name = "owner_issuer")
  private String ownerIssuer;

  @Column(name = "owner_subject")
  private String ownerSubject;

  @Column(name = "owner_name")
  private String ownerName;

  /** For JPA alone. */
  protected JobRequest() {}

  /**
   * The request of an order.
   *
   * @param before the request that it replaces, whose owner it keeps, and whose trace when it has
   *     none; may be null
   */
  static JobRequest of(NewJob order, JobRequest before) {
    JobRequest request = new JobRequest();
    request.inputs = order.inputs();
    request.outputsRequested = order.outputsRequested().orElse(null);
    request.definition = order.definition().orElse(null);
    request.secretInputs = names(order.secrets());
    request.sealed = order.sealed().orElse(null);
    if (before != null) {
      request.follow(before.trace());
    }
    request.follow(order.trace());
    (before == null ? order.owner() : before.owner()).ifPresent(request::belongTo);
    return request;
  }

  private void belongTo(JobOwner owner) {
    ownerIssuer = owner.issuer();
    ownerSubject = owner.subject();
    ownerName = owner.name();
  }

  private static JsonNode names(Set<String> secrets) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    secrets.forEach(names::add);
    return names.isEmpty() ? null : names;
  }

  JsonNode inputs() {
    return inputs;
  }

  /** The members {@code outputs} and {@code response} of the request, where it had any. */
  public Optional<JsonNode> outputs() {
    return Optional.ofNullable(outputsRequested);
  }

  /** The request as it came, where the job came by one: Part 4. */
  public Optional<JsonNode> definition() {
    return Optional.ofNullable(definition);
  }

  JobSecrets secrets() {
    Set<String> names = new HashSet<>();
    if (secretInputs != null) {
      secretInputs.forEach(name -> names.add(name.textValue()));
    }
    return JobSecrets.named(names);
  }

  /** The values of the secrets, encrypted; empty without any, and when they were forgotten. */
  public Optional<String> sealed() {
    return Optional.ofNullable(sealed);
  }

  /** Whether the secrets are in the clear, as a version before V18 of the schema has left them. */
  public boolean isPlain() {
    return PLAIN.equals(sealed);
  }

  /** Whose the job is; empty when it was made by somebody who did not say who they are. */
  public Optional<JobOwner> owner() {
    return ownerSubject == null
        ? Optional.empty()
        : Optional.of(new JobOwner(ownerIssuer, ownerSubject, ownerName));
  }

  Optional<TraceContext> trace() {
    return TraceContext.of(traceParent, traceState);
  }

  /** A request without a trace leaves the job in that of the request before. */
  void follow(Optional<TraceContext> trace) {
    trace.ifPresent(
        given -> {
          traceParent = given.parent();
          traceState = given.state().isEmpty() ? null : given.state();
        });
  }

  void restart(JsonNode newInputs) {
    inputs = newInputs;
  }

  void seal(String newSealed) {
    sealed = newSealed;
  }

  /** Nothing needs the secrets any more, or a restart has to give them again. */
  public void forgetSecrets() {
    hideSecrets(null);
  }

  /** Takes the secrets out of what people read; null forgets them. */
  public void hideSecrets(String newSealed) {
    JobSecrets secrets = secrets();
    inputs = secrets.hiddenInInputs(inputs);
    definition = definition == null ? null : secrets.hiddenInRequest(definition);
    sealed = newSealed;
  }
}
