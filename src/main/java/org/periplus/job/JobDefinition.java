package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.trace.TraceContext;

/**
 * What a client wants of a job: an execute request whose inputs were not checked yet.
 *
 * @param process the revision of the process that runs
 * @param request the whole request as it was sent: Part 4, "Job definition"
 * @param inputs its member {@code inputs}
 * @param outputs its members {@code outputs} and {@code response}, where it has any
 * @param priority its member {@code priority}
 * @param subscription its member {@code subscriber}
 * @param trace what the request is part of, by its headers
 * @param requester who wants it, whose the job shall be
 */
public record JobDefinition(
    ProcessPackage process,
    ObjectNode request,
    ObjectNode inputs,
    Optional<JsonNode> outputs,
    int priority,
    Optional<Subscription> subscription,
    Optional<TraceContext> trace,
    Requester requester) {

  /** The same with other inputs. */
  public JobDefinition with(ObjectNode newInputs) {
    ObjectNode newRequest = request.deepCopy();
    newRequest.set("inputs", newInputs);
    return new JobDefinition(
        process, newRequest, newInputs, outputs, priority, subscription, trace, requester);
  }
}
