package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The body of an execute request: OGC API - Processes Part 1, schema {@code execute}.
 *
 * @param outputs the members {@code outputs} and {@code response}, where there are any
 */
record ExecuteRequest(ObjectNode inputs, Optional<JsonNode> outputs) {

  static ExecuteRequest of(JsonNode body) {
    if (!(body instanceof ObjectNode request)) {
      throw refused("The body must be a JSON object with the member 'inputs'.");
    }
    JsonNode inputs = request.path("inputs");
    if (!inputs.isObject() && !inputs.isMissingNode()) {
      throw refused("The member 'inputs' must be an object with a member for each input.");
    }
    JsonNode outputs = request.path("outputs");
    if (!outputs.isObject() && !outputs.isMissingNode()) {
      throw refused("The member 'outputs' must be an object with a member for each output.");
    }
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    for (String member : new String[] {"outputs", "response"}) {
      if (request.has(member)) {
        wanted.set(member, request.get(member));
      }
    }
    return new ExecuteRequest(
        inputs.isObject() ? (ObjectNode) inputs : JsonNodeFactory.instance.objectNode(),
        wanted.isEmpty() ? Optional.empty() : Optional.of(wanted));
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(BAD_REQUEST, detail));
  }
}
