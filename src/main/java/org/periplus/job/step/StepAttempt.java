package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attempt of a run that another attempt has followed.
 *
 * @param number which it was, from 1
 * @param queued since when it waited
 * @param status how it ended; {@code failed} when it was to be made again
 */
public record StepAttempt(
    int number,
    Instant queued,
    Optional<Instant> started,
    Instant finished,
    String status,
    Optional<Integer> exitCode,
    Optional<String> message) {

  /** Of more, the first are forgotten: a row stays small however often a run is made again. */
  private static final int MOST = 20;

  private static final int LONGEST_MESSAGE = 400;

  public StepAttempt {
    message =
        message.map(
            text -> text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text);
  }

  /** The attempts as a row has them, with one more. */
  static JsonNode add(Optional<JsonNode> before, StepAttempt attempt) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    before.ifPresent(attempts -> attempts.forEach(all::add));
    all.add(attempt.json());
    while (all.size() > MOST) {
      all.remove(0);
    }
    return all;
  }

  /** The attempts that a row has, in their order. */
  static List<StepAttempt> all(JsonNode json) {
    List<StepAttempt> attempts = new ArrayList<>();
    json.forEach(attempt -> attempts.add(of(attempt)));
    return attempts;
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", number).put("queued", queued.toEpochMilli());
    started.ifPresent(instant -> json.put("started", instant.toEpochMilli()));
    json.put("finished", finished.toEpochMilli()).put("status", status);
    exitCode.ifPresent(code -> json.put("exitCode", code));
    message.ifPresent(text -> json.put("message", text));
    return json;
  }

  private static StepAttempt of(JsonNode json) {
    return new StepAttempt(
        json.path("number").asInt(),
        Instant.ofEpochMilli(json.path("queued").asLong()),
        Optional.ofNullable(json.get("started")).map(at -> Instant.ofEpochMilli(at.asLong())),
        Instant.ofEpochMilli(json.path("finished").asLong()),
        json.path("status").asText(),
        Optional.ofNullable(json.get("exitCode")).map(JsonNode::asInt),
        Optional.ofNullable(json.get("message")).map(JsonNode::asText));
  }
}
