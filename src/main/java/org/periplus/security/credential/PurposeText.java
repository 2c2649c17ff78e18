package org.periplus.security.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A purpose in JSON, as requests and the database have it. */
public final class PurposeText {

  private static final String HEADER = "header";
  private static final String ORIGINS = "origins";
  private static final String BUCKETS = "buckets";
  private static final String REGISTRY = "registry";
  private static final int MOST = 32;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9.*-]{1,255}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?");

  /** Headers that say how a message is sent, and not who sends it. */
  private static final Set<String> OF_THE_PROTOCOL =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "keep-alive",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private PurposeText() {}

  /**
   * Reads the purpose; without any of its members it is the value of inputs.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public static Purpose read(JsonNode json) {
    long kinds = List.of(HEADER, BUCKETS, REGISTRY).stream().filter(json::has).count();
    if (kinds > 1) {
      throw new IllegalArgumentException(
          "A secret has one purpose: give one of 'header', 'buckets' and 'registry'.");
    }
    if (json.has(HEADER)) {
      return header(json);
    }
    if (json.has(ORIGINS)) {
      throw new IllegalArgumentException("'origins' belongs to 'header': give the header's name.");
    }
    if (json.has(BUCKETS)) {
      return new Purpose.Buckets(
          list(json, BUCKETS, BUCKET, "names of buckets, in which '*' stands for any characters"));
    }
    return json.has(REGISTRY)
        ? new Purpose.Registry(
            text(json, REGISTRY, HOST, "the host of a registry, such as 'registry.example.org'")
                .toLowerCase(Locale.ROOT))
        : new Purpose.Input();
  }

  private static Purpose header(JsonNode json) {
    String name = text(json, HEADER, TOKEN, "the name of a header, such as 'Authorization'");
    if (OF_THE_PROTOCOL.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "'header' must not be '" + name + "': that is the protocol's own.");
    }
    return new Purpose.Header(
        name,
        list(json, ORIGINS, ORIGIN, "servers, such as 'https://data.example.org'").stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .toList());
  }

  private static String text(JsonNode json, String member, Pattern pattern, String meaning) {
    JsonNode value = json.get(member);
    if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
      throw new IllegalArgumentException("'" + member + "' must be " + meaning + ".");
    }
    return value.textValue();
  }

  private static List<String> list(JsonNode json, String member, Pattern pattern, String meaning) {
    JsonNode values = json.path(member);
    List<String> texts = new ArrayList<>();
    for (JsonNode value : values) {
      if (value.isTextual() && pattern.matcher(value.textValue()).matches()) {
        texts.add(value.textValue());
      }
    }
    if (!values.isArray() || texts.isEmpty() || texts.size() != values.size()) {
      throw new IllegalArgumentException(
          "'" + member + "' must be an array of " + meaning + ", with one at least.");
    }
    if (texts.size() > MOST) {
      throw new IllegalArgumentException("'" + member + "' may have " + MOST + " entries.");
    }
    return List.copyOf(texts);
  }

  /**
   * Sees that a value is one for its purpose.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public static void requireFit(Purpose purpose, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("'value' must be a text that is not empty.");
    }
    boolean isPair = purpose instanceof Purpose.Buckets || purpose instanceof Purpose.Registry;
    if (isPair && value.indexOf(':') < 1) {
      throw new IllegalArgumentException(
          "'value' must have a colon between the name and the password, or the access key and the"
              + " secret key.");
    }
    if (purpose instanceof Purpose.Header && !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "'value' of a header must be one line of ASCII characters.");
    }
  }

  /** The members that say what a purpose is. */
  public static ObjectNode of(Purpose purpose) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (purpose instanceof Purpose.Header header) {
      json.put(HEADER, header.name());
      addAll(json.putArray(ORIGINS), header.origins());
    } else if (purpose instanceof Purpose.Buckets buckets) {
      addAll(json.putArray(BUCKETS), buckets.names());
    } else if (purpose instanceof Purpose.Registry registry) {
      json.put(REGISTRY, registry.host());
    }
    return json;
  }

  private static void addAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
