package org.periplus.process.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.periplus.process.description.ProcessDescription.Extras;
import org.periplus.process.description.ProcessDescription.Metadata;

/** The members {@code keywords}, {@code metadata} and {@code additionalParameters}: Part 1. */
public final class StatedExtras {

  private StatedExtras() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is not what the schema says
   */
  public static Extras of(JsonNode written) {
    return new Extras(
        keywords(written.path("keywords")),
        metadata(written.path("metadata")),
        additionalParameters(written.path("additionalParameters")));
  }

  /** Packages, and OGC's own test suite, also give the list alone that belongs into the object. */
  private static JsonNode additionalParameters(JsonNode written) {
    if (written.isMissingNode()) {
      return null;
    }
    if (written.isArray()) {
      return JsonNodeFactory.instance.objectNode().set("parameters", written);
    }
    if (!written.isObject()) {
      throw new IllegalArgumentException(
          "additionalParameters must be an object with a list 'parameters'.");
    }
    return written;
  }

  private static List<String> keywords(JsonNode written) {
    if (written.isMissingNode()) {
      return null;
    }
    List<String> keywords = new ArrayList<>();
    written.forEach(each -> keywords.add(each.textValue()));
    if (!written.isArray() || keywords.contains(null)) {
      throw new IllegalArgumentException("keywords must be a list of texts.");
    }
    return List.copyOf(keywords);
  }

  private static List<Metadata> metadata(JsonNode written) {
    if (written.isMissingNode()) {
      return null;
    }
    List<Metadata> metadata = new ArrayList<>();
    for (JsonNode each : written) {
      if (!each.isObject()) {
        throw new IllegalArgumentException("metadata must be a list of objects.");
      }
      metadata.add(
          new Metadata(
              text(each, "role"),
              text(each, "title"),
              text(each, "lang"),
              each.get("value"),
              text(each, "href"),
              text(each, "rel"),
              text(each, "type"),
              text(each, "hreflang")));
    }
    if (!written.isArray()) {
      throw new IllegalArgumentException("metadata must be a list of objects.");
    }
    return List.copyOf(metadata);
  }

  private static String text(JsonNode object, String member) {
    return object.path(member).textValue();
  }
}
