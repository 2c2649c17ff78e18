package org.periplus.api.request;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.request.OutputChoice.Form;
import org.periplus.api.request.OutputChoice.Transmission;
import org.periplus.job.JobDefinition;
import org.periplus.job.Requester;
import org.periplus.job.Subscription;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.description.ProcessDescription;
import org.periplus.trace.TraceContext;

/**
 * The body of an execute request: OGC API - Processes Part 1, schema {@code execute}.
 *
 * @param body all of it
 * @param priority our member {@code priority}, 0 without it
 * @param outputs the members {@code outputs} and {@code response}, where there are any
 */
public record ExecuteRequest(
    ObjectNode body, ObjectNode inputs, int priority, Optional<JsonNode> outputs) {

  private static final int HIGHEST_PRIORITY = 10;

  /**
   * Reads the body; the inputs are only seen to be an object.
   *
   * @throws RequestRefusedException if a member is not what the schema says, or if an output is
   *     chosen that the process does not have
   */
  public static ExecuteRequest of(JsonNode body, ProcessDescription process) {
    if (!(body instanceof ObjectNode request)) {
      throw refused("The body must be a JSON object with the member 'inputs'.");
    }
    JsonNode inputs = request.path("inputs");
    if (!inputs.isObject() && !inputs.isMissingNode()) {
      throw refused("The member 'inputs' must be an object with a member for each input.");
    }
    checkOutputs(request.path("outputs"), process);
    JsonNode response = request.path("response");
    if (!response.isMissingNode() && OutputChoice.named(Form.values(), response).isEmpty()) {
      throw refused("The member 'response' is " + response + "; it must be 'raw' or 'document'.");
    }
    RequestLabel.check(request);
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    for (String member : new String[] {"outputs", "response"}) {
      if (request.has(member)) {
        wanted.set(member, request.get(member));
      }
    }
    return new ExecuteRequest(
        request,
        inputs.isObject() ? (ObjectNode) inputs : JsonNodeFactory.instance.objectNode(),
        priority(request.path("priority")),
        wanted.isEmpty() ? Optional.empty() : Optional.of(wanted));
  }

  /** What it wants of a job of the process. */
  public JobDefinition definition(
      ProcessPackage process,
      Optional<Subscription> subscription,
      Optional<TraceContext> trace,
      Requester requester) {
    return new JobDefinition(
        process, body, inputs, outputs, priority, subscription, trace, requester);
  }

  private static int priority(JsonNode priority) {
    double value = priority.doubleValue(); // 0 if it is absent.
    if (!priority.isMissingNode()
        && (!priority.isNumber()
            || value != Math.rint(value)
            || Math.abs(value) > HIGHEST_PRIORITY)) {
      throw refused(
          "The member 'priority' is %s; it must be an integer from %d to %d."
              .formatted(priority, -HIGHEST_PRIORITY, HIGHEST_PRIORITY));
    }
    return (int) value;
  }

  private static void checkOutputs(JsonNode outputs, ProcessDescription process) {
    if (!outputs.isObject() && !outputs.isMissingNode()) {
      throw refused("The member 'outputs' must be an object with a member for each output.");
    }
    for (Map.Entry<String, JsonNode> output : outputs.properties()) {
      String name = output.getKey();
      if (!process.outputs().containsKey(name)) {
        throw invalid(
            "The process has no output '" + name + "', only " + process.outputs().keySet() + ".");
      }
      if (!output.getValue().isObject()) {
        throw invalid("The output '" + name + "' must be an object, and may be an empty one.");
      }
      AskedFormat.check(name, output.getValue().path("format"), process.outputs().get(name));
      JsonNode mode = output.getValue().path("transmissionMode");
      if (!mode.isMissingNode() && OutputChoice.named(Transmission.values(), mode).isEmpty()) {
        throw invalid(
            "The transmissionMode of the output '"
                + name
                + "' is "
                + mode
                + "; it must be 'value' or 'reference'.");
      }
    }
  }

  static RequestRefusedException invalid(String detail) {
    return new RequestRefusedException(
        Problem.of(
            Problem.PART_1 + "invalid-parameter-value", "Invalid output", BAD_REQUEST, detail));
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(BAD_REQUEST, detail));
  }
}
