package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.TraceHeaders;
import org.periplus.api.request.ExecuteRequest;
import org.periplus.api.request.MergePatch;
import org.periplus.api.request.ProcessReference;
import org.periplus.api.request.Subscribers;
import org.periplus.job.Job;
import org.periplus.job.JobDefinition;
import org.periplus.job.JobRequest;
import org.periplus.job.JobSecrets;
import org.periplus.job.secret.JobVault;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.SignedUrls;

/**
 * The bodies that create and change jobs: Part 4, requirements class "OGC API - Processes -
 * Workflow Execute Request", without nested processes.
 */
@Dependent
public class JobRequests {

  private static final String PROCESS = "process";
  private static final String INPUTS = "inputs";

  private final TenantProcesses processes;
  private final Subscribers subscribers;
  private final TraceHeaders trace;
  private final Links links;
  private final JobVault vault;
  private final JobAccess access;

  @Inject
  JobRequests(
      TenantProcesses processes,
      Subscribers subscribers,
      TraceHeaders trace,
      Links links,
      JobVault vault,
      JobAccess access) {
    this.processes = processes;
    this.subscribers = subscribers;
    this.trace = trace;
    this.links = links;
    this.vault = vault;
    this.access = access;
  }

  /**
   * The definition of a new job.
   *
   * @throws RequestRefusedException if the body is not an execute request with a process
   * @throws org.periplus.process.NoSuchProcessException if there is no such process
   */
  JobDefinition created(JsonNode body) {
    return definition(
        body, process(body instanceof ObjectNode ? body.path(PROCESS) : MissingNode.getInstance()));
  }

  /**
   * The definition that takes the place of a job's; without a process, that of the job stays.
   *
   * @throws RequestRefusedException if the body is not an execute request
   * @throws org.periplus.process.NoSuchProcessException if there is no such process
   */
  JobDefinition replaced(Job job, JsonNode body) {
    return definition(
        body,
        body instanceof ObjectNode && body.has(PROCESS)
            ? process(body.get(PROCESS))
            : processes.require(job.processId()));
  }

  /**
   * The job's definition with some of its members changed. Its secrets stay, but for another
   * process, or another revision of it, they have to be given again: who may change the job may not
   * know them.
   *
   * @throws RequestRefusedException if the result is not an execute request, or lacks a secret
   */
  JobDefinition patched(Job job, JsonNode patch) {
    ObjectNode before = whole(job);
    JobSecrets secrets = vault.open(job);
    JsonNode hidden = MergePatch.apply(before.deepCopy(), patch);
    if (secrets.names().isEmpty() || keepsProcess(job, hidden)) {
      return replaced(job, MergePatch.apply(secrets.revealedInRequest(before), patch));
    }
    List<String> lacking =
        secrets.names().stream()
            .filter(name -> before.path(INPUTS).has(name))
            .filter(name -> !patch.path(INPUTS).has(name))
            .sorted()
            .toList();
    if (!lacking.isEmpty()) {
      throw refused(
          "The inputs "
              + lacking
              + " are secret and are not handed on to another process or another version of it."
              + " Give them again in this request, or null to leave them out.");
    }
    return replaced(job, hidden);
  }

  private boolean keepsProcess(Job job, JsonNode definition) {
    ProcessPackage process = process(definition.path(PROCESS));
    return process.id().equals(job.processId()) && process.revision() == job.processVersion();
  }

  /**
   * The definition of a job as clients see it: it always names the process, and shows neither
   * secrets nor what lets whoever has a URL in.
   */
  public JsonNode of(Job job) {
    return SignedUrls.hidden(job.secrets().hiddenInRequest(whole(job)));
  }

  private ObjectNode whole(Job job) {
    ObjectNode definition = JsonBodies.MAPPER.createObjectNode();
    definition.put(PROCESS, links.process(job.processId()));
    job.request()
        .definition()
        .or(job.request()::outputs)
        .ifPresent(request -> definition.setAll((ObjectNode) request));
    if (!definition.has("inputs")) {
      ObjectNode inputs = job.inputs().deepCopy();
      definition.set("inputs", inputs.without(JobRequest.CHANGED_REQUIREMENTS));
    }
    return definition;
  }

  private JobDefinition definition(JsonNode body, ProcessPackage process) {
    ExecuteRequest request = ExecuteRequest.of(body, process.description());
    return request.definition(
        process, subscribers.of(request.body()), trace.given(), access.requester());
  }

  private ProcessPackage process(JsonNode reference) {
    if (!reference.isTextual()) {
      throw refused(
          "The body needs a member 'process' with the URI of a process of this server, such as "
              + links.process("water-bodies")
              + ", or its identifier.");
    }
    String identifier =
        ProcessReference.identifier(reference.textValue(), links.to("processes/"))
            .orElseThrow(
                () ->
                    refused(
                        "The process '"
                            + reference.textValue()
                            + "' is not one of this server; those begin with "
                            + links.to("processes/")));
    return processes.require(identifier);
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(Response.Status.BAD_REQUEST, detail));
  }
}
