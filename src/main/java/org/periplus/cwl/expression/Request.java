package org.periplus.cwl.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an interpreter can be asked for, as {@code guest.js} takes it. Large values are sent when a
 * script looks at them. For one thread.
 */
final class Request {

  /** Half of a surrogate pair has no UTF-8; as an escape it passes. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int LARGE = 8 << 10;
  private static final int CHARACTERS_OF_A_VALUE = 8;

  private final ObjectNode task;
  private final Map<String, JsonNode> later = new HashMap<>();

  private Request(String task) {
    this.task = JsonNodeFactory.instance.objectNode().put("task", task);
  }

  /** Does nothing. */
  static Request none() {
    return new Request("none");
  }

  /** Evaluates libraries alone. */
  static Request libraries(String script) {
    Request request = new Request("libraries");
    request.task.put("libraries", script);
    return request;
  }

  /**
   * Evaluates a program.
   *
   * @param withLibraries whether they are not there yet
   * @param locating whether it is evaluated again, to find the line of its error
   */
  static Request evaluate(
      Program program, ExpressionContext context, boolean withLibraries, boolean locating) {
    Request request =
        new Request("evaluate").code(program.before(), program.source(), program.after());
    request.task.put("locate", locating);
    if (withLibraries) {
      request.task.put("libraries", program.script());
    }
    ObjectNode inputs = request.task.putObject("inputs");
    context
        .inputs()
        .properties()
        .forEach(field -> request.put(inputs, field.getKey(), "inputs", field.getValue()));
    request.put(request.task, "self", "", context.self());
    request.put(request.task, "runtime", "", context.runtime());
    return request;
  }

  /** Looks at the syntax of a program without evaluating it. */
  static Request check(Program program) {
    return new Request("check").code(program.before(), program.source(), program.after());
  }

  /** Looks at the syntax of many programs without evaluating them. */
  static Request check(List<Program> programs) {
    Request request = new Request("checkMany");
    ArrayNode scripts = request.task.putArray("scripts");
    programs.forEach(program -> scripts.add(program.before() + program.source() + program.after()));
    return request;
  }

  /** Looks at the syntax of a library without evaluating it. */
  static Request checkLibrary(String script) {
    return new Request("check").code("throw 0; ", script, "");
  }

  private Request code(String before, String source, String after) {
    task.put("before", before).put("source", source).put("after", after);
    return this;
  }

  private void put(ObjectNode owner, String name, String path, JsonNode value) {
    if (weight(value, 0) < LARGE) {
      owner.set(name, value);
      return;
    }
    String part = String.valueOf(later.size());
    later.put(part, value);
    owner.set(name, NullNode.getInstance());
    task.withArray("later").addObject().put("owner", path).put("name", name).put("part", part);
  }

  /** The length as JSON, roughly, counted until it is large. */
  private static int weight(JsonNode value, int before) {
    int weight = before + CHARACTERS_OF_A_VALUE;
    if (value.isTextual()) {
      weight += Math.min(value.textValue().length(), LARGE);
    }
    for (JsonNode item : value) {
      if (weight >= LARGE) {
        return weight;
      }
      weight = weight(item, weight);
    }
    return weight;
  }

  /** As JSON in UTF-8. */
  byte[] json() {
    return bytes(task);
  }

  /** A value that was not sent with it, as JSON in UTF-8. */
  byte[] later(String part) {
    return bytes(later.getOrDefault(part, NullNode.getInstance()));
  }

  private static byte[] bytes(JsonNode value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
