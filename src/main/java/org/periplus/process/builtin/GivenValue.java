package org.periplus.process.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** The ways to give a value in an execute request: Part 1, schema {@code inlineOrRefData}. */
sealed interface GivenValue {

  /** The value itself. */
  record Inline(JsonNode value) implements GivenValue {}

  /**
   * A value with what there is to know about it: schema {@code qualifiedInputValue}.
   *
   * @param mediaType of the value before it was encoded
   * @param encoded whether the value is a string of base64
   * @param whole the qualified value as it was written
   */
  record Qualified(JsonNode value, Optional<String> mediaType, boolean encoded, JsonNode whole)
      implements GivenValue {}

  /** A value at another address: schema {@code link}. */
  record Link(String href, Optional<String> mediaType) implements GivenValue {}

  /** The members of a link. */
  Set<String> OF_LINK = Set.of("href", "rel", "type", "hreflang", "title", "format");

  /** The members of a qualified value; earlier drafts put the last three into {@code format}. */
  Set<String> OF_QUALIFIED = Set.of("value", "mediaType", "encoding", "schema", "format");

  static GivenValue of(JsonNode written) {
    if (written.path("href").isTextual() && has(written, OF_LINK)) {
      return new Link(
          written.get("href").textValue(), text(written, "type").or(() -> mediaType(written)));
    }
    if (written.has("value") && has(written, OF_QUALIFIED)) {
      String encoding =
          text(written, "encoding").or(() -> text(written.path("format"), "encoding")).orElse("");
      return new Qualified(
          written.get("value"), mediaType(written), encoding.equalsIgnoreCase("base64"), written);
    }
    return new Inline(written);
  }

  private static boolean has(JsonNode written, Set<String> only) {
    return written instanceof ObjectNode object
        && object.properties().stream().allMatch(member -> only.contains(member.getKey()));
  }

  private static Optional<String> mediaType(JsonNode written) {
    return text(written, "mediaType").or(() -> text(written.path("format"), "mediaType"));
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.path(member).textValue());
  }
}
