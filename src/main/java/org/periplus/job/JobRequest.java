package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.periplus.persistence.JsonColumn;
import org.periplus.security.identity.Account;
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

  private String inputs;

  @Column(name = "outputs_requested")
  private String outputsRequested;

  private String definition;

  @Column(name = "secret_inputs")
  private String secretInputs;

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

  @Column(name = "owner_guest")
  private boolean ownerGuest;

  private String delegation;

  @Embedded private JobLabel label;

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
    request.inputs = JsonColumn.text(order.inputs());
    request.outputsRequested = JsonColumn.text(order.outputsRequested().orElse(null));
    request.definition = JsonColumn.text(order.definition().orElse(null));
    request.label = JobLabel.of(order.definition());
    request.secretInputs = names(order.secrets());
    request.sealed = order.sealed().orElse(null);
    if (before != null) {
      request.follow(before.trace());
    }
    request.follow(order.trace());
    request.belongTo(before == null ? order.ownership() : before.ownership());
    return request;
  }

  void belongTo(Ownership ownership) {
    ownership
        .account()
        .ifPresent(
            owner -> {
              ownerIssuer = owner.issuer();
              ownerSubject = owner.subject();
              ownerName = owner.name();
            });
    ownerGuest = ownership.guest();
    delegate(ownership.delegation());
  }

  private Ownership ownership() {
    return new Ownership(owner(), ownerGuest, delegation());
  }

  private static String names(Set<String> secrets) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    secrets.forEach(names::add);
    return names.isEmpty() ? null : JsonColumn.text(names);
  }

  JsonNode inputs() {
    return JsonColumn.json(inputs).orElse(null);
  }

  /** The members {@code outputs} and {@code response} of the request, where it had any. */
  public Optional<JsonNode> outputs() {
    return JsonColumn.json(outputsRequested);
  }

  /** The request as it came, where the job came by one: Part 4. */
  public Optional<JsonNode> definition() {
    return JsonColumn.json(definition);
  }

  JobSecrets secrets() {
    Set<String> names = new HashSet<>();
    JsonColumn.json(secretInputs)
        .ifPresent(all -> all.forEach(name -> names.add(name.textValue())));
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

  /** What the job is called by whoever made it. */
  public JobLabel label() {
    return label == null ? JobLabel.of(Optional.empty()) : label; // JPA's, when all of it is null
  }

  /** Whose the job is; empty when it was made by somebody who did not say who they are. */
  public Optional<Account> owner() {
    return ownerSubject == null
        ? Optional.empty()
        : Optional.of(new Account(ownerIssuer, ownerSubject, ownerName));
  }

  /** Whether the owner did not belong to the tenant when the job was made. */
  public boolean isGuests() {
    return ownerGuest;
  }

  /** By which tokens of the owner can be had, encrypted; gone with the job's end. */
  public Optional<String> delegation() {
    return Optional.ofNullable(delegation);
  }

  /** Another delegation takes the place of the one there was; empty for none. */
  public void delegate(Optional<String> sealedDelegation) {
    delegation = sealedDelegation.orElse(null);
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

  void startedBy(StartedBy by) {
    follow(by.trace());
    delegate(by.delegation());
  }

  void restart(JsonNode newInputs, StartedBy by) {
    startedBy(by);
    inputs = JsonColumn.text(newInputs);
  }

  /** A job that failed may be restarted with its secrets; its owner says then who they are. */
  void end(JobStatus status) {
    delegate(Optional.empty());
    if (status != JobStatus.FAILED) {
      forgetSecrets();
    }
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
    if (!secrets.names().isEmpty()) {
      inputs = JsonColumn.text(secrets.hiddenInInputs(inputs()));
      definition = JsonColumn.text(definition().map(secrets::hiddenInRequest).orElse(null));
    }
    sealed = newSealed;
  }
}
