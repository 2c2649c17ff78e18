package org.periplus.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;
import org.periplus.api.RequestRefusedException;
import org.periplus.process.description.ProcessDescription;

/**
 * An execute request that is written into a URL: OGC API - Processes Part 1, 2.0, "KVP-encoded
 * Execute".
 *
 * @param body the same request as JSON
 * @param prefer what stands for the header {@code Prefer}
 * @param accept what stands for the header {@code Accept}
 */
public record KeyValueRequest(ObjectNode body, Optional<String> prefer, Optional<String> accept) {

  private static final Pattern KEY = Pattern.compile("(.+?)(?:\\[([A-Za-z]+)])?");
  private static final Set<String> OF_LINKS = Set.of("href", "rel", "type", "hreflang", "title");
  private static final Set<String> OF_FORMATS = Set.of("mediaType", "encoding", "schema");
  private static final String INCLUDE = "include";
  private static final String VALUE = "value";

  /**
   * Reads the parameters of a query.
   *
   * @throws RequestRefusedException if one is no input and no output of the process
   */
  public static KeyValueRequest of(
      MultivaluedMap<String, String> query, ProcessDescription process) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode inputs = body.putObject("inputs");
    query.forEach((key, texts) -> add(key, texts, body, inputs, query, process));
    return new KeyValueRequest(
        body,
        Optional.ofNullable(query.getFirst("response[prefer]")),
        Optional.ofNullable(query.getFirst("response[f]"))
            .map(asked -> asked.equals("json") ? Links.JSON : asked));
  }

  private static void add(
      String key,
      List<String> texts,
      ObjectNode body,
      ObjectNode inputs,
      MultivaluedMap<String, String> query,
      ProcessDescription process) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      throw unknown(key, process);
    }
    String member = parts.group(2);
    Optional<String> input = named(parts.group(1), process.inputs());
    Optional<String> output = named(parts.group(1), process.outputs());
    if (output.isPresent() && isOfOutput(member, parts.group(1), input, query)) {
      choose(output.get(), member, texts.get(0), body);
    } else if (input.isPresent() && member == null) {
      inputs.set(
          input.get(),
          merged(inputs, input.get(), TextValues.of(texts, process.inputs().get(input.get()))));
    } else if (input.isPresent() && isOfInput(member)) {
      object(inputs, input.get()).put(member, texts.get(0));
    } else if (!isOfRequest(key)) {
      throw unknown(key, process);
    }
  }

  /** The CRS of a box may come before its corners. */
  private static JsonNode merged(ObjectNode inputs, String name, JsonNode value) {
    return inputs.path(name) instanceof ObjectNode before && value instanceof ObjectNode object
        ? object.setAll(before)
        : value;
  }

  private static ObjectNode object(ObjectNode inputs, String name) {
    return inputs.path(name) instanceof ObjectNode object ? object : inputs.putObject(name);
  }

  private static boolean isOfInput(String member) {
    return OF_LINKS.contains(member)
        || OF_FORMATS.contains(member)
        || member.equals(VALUE)
        || member.equals("crs");
  }

  /** A format belongs to the input of that name when its value comes with it. */
  private static boolean isOfOutput(
      String member, String base, Optional<String> input, MultivaluedMap<String, String> query) {
    return member != null
        && (member.equals(INCLUDE)
            || member.equals("transmissionMode")
            || (OF_FORMATS.contains(member)
                && (input.isEmpty() || !query.containsKey(base + "[" + VALUE + "]"))));
  }

  private static void choose(String output, String member, String text, ObjectNode body) {
    if (member.equals(INCLUDE) && !text.equals("true")) {
      if (!text.equals("false")) {
        throw QueryParameters.refused(output + "[include]", text, "true or false");
      }
      return;
    }
    ObjectNode chosen = body.withObjectProperty("outputs").withObjectProperty(output);
    if (member.equals("transmissionMode")) {
      chosen.put(member, text);
    } else if (!member.equals(INCLUDE)) {
      chosen.withObjectProperty("format").put(member, text);
    }
  }

  private static boolean isOfRequest(String key) {
    return Set.of("f", "profile", "response[f]", "response[prefer]").contains(key);
  }

  /** Names of parameters are case-insensitive: {@code /req/kvp-execute/input-query-parameters}. */
  private static Optional<String> named(String name, Map<String, ?> among) {
    return among.containsKey(name)
        ? Optional.of(name)
        : among.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
  }

  private static RequestRefusedException unknown(String key, ProcessDescription process) {
    return QueryParameters.refused(
        key,
        "",
        "left out, or one of the inputs and outputs "
            + Stream.concat(process.inputs().keySet().stream(), process.outputs().keySet().stream())
                .distinct()
                .toList());
  }
}
