package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody has stated in JSON, as far as it is what it should be. */
final class Stated {

  private static final int LONGEST = 500;
  private static final int MOST = 20;

  private Stated() {}

  /** The first of the members that is a text with something in it, or a number. */
  static Optional<String> text(JsonNode object, String... members) {
    return Stream.of(members)
        .map(object::path)
        .filter(value -> value.isTextual() || value.isNumber())
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank())
        .map(Stated::brief)
        .findFirst();
  }

  /** The texts of a list. */
  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : list) {
      if (one.isTextual() && texts.size() < MOST) {
        texts.add(brief(one.textValue()));
      }
    }
    return texts;
  }

  static String brief(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** An address that a browser may follow. */
  static Optional<String> web(JsonNode href) {
    return Optional.ofNullable(href.textValue())
        .filter(text -> text.matches("https?://[^\\s<>\"]{1,4000}"));
  }
}
