package org.periplus.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.job.Job;

/**
 * What an execute request said of its outputs: Part 1, schema {@code execute}, members {@code
 * outputs} and {@code response}. The job keeps it, so that results that are read later look as they
 * were asked for.
 *
 * @param outputs the member {@code outputs}; empty when it was omitted, which means all
 */
public record OutputChoice(Optional<ObjectNode> outputs, Optional<Form> form) {

  /** Part 1, 1.0, 7.11.2.4 "Response type". */
  public enum Form {
    RAW,
    DOCUMENT
  }

  /** Part 1, schema {@code transmissionMode}. */
  public enum Transmission {
    VALUE,
    REFERENCE
  }

  public static OutputChoice of(Job job) {
    Optional<JsonNode> kept = job.request().outputs();
    return new OutputChoice(
        kept.map(request -> request.get("outputs"))
            .filter(JsonNode::isObject)
            .map(ObjectNode.class::cast),
        kept.flatMap(request -> named(Form.values(), request.path("response"))));
  }

  /** The constant that a JSON string names in lower case. */
  static <E extends Enum<E>> Optional<E> named(E[] constants, JsonNode name) {
    return Stream.of(constants)
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name.textValue()))
        .findFirst();
  }

  /**
   * Whether the request wanted no output at all: {@code /req/core/process-execute-empty-outputs}.
   */
  public boolean none() {
    return outputs.filter(ObjectNode::isEmpty).isPresent();
  }

  /** The outputs among these that were asked for. */
  public List<String> among(ObjectNode results) {
    return results.properties().stream().map(output -> output.getKey()).filter(this::has).toList();
  }

  public boolean has(String output) {
    return outputs.map(chosen -> chosen.has(output)).orElse(true);
  }

  /**
   * Whether the request has a member that only version 1.0 knows: then an absent {@code response}
   * means raw, whatever media types the client takes.
   */
  public boolean ofVersion1() {
    return outputs.stream()
        .flatMap(chosen -> chosen.properties().stream())
        .anyMatch(output -> output.getValue().has("transmissionMode"));
  }

  /** The media type that was asked for: Part 1, schema {@code format}. */
  public Optional<String> mediaType(String output) {
    return format(output, "mediaType");
  }

  /** The encoding that was asked for. */
  public Optional<String> encoding(String output) {
    return format(output, "encoding");
  }

  private Optional<String> format(String output, String member) {
    return outputs.map(chosen -> chosen.path(output).path("format").path(member).textValue());
  }

  /** How an output is to be sent; empty where the request left that to the server. */
  public Optional<Transmission> transmission(String output) {
    return outputs.flatMap(
        chosen -> named(Transmission.values(), chosen.path(output).path("transmissionMode")));
  }
}
