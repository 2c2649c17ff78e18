package org.periplus.process.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The ways in which an application package gives what runs: Part 2, schema {@code ogcapppkg},
 * member {@code executionUnit}.
 */
sealed interface ExecutionUnit {

  /** A text that is nothing but an address. */
  Pattern URL = Pattern.compile("\\s*(?i:https?)://\\S+\\s*");

  /** A CWL document by value: {@code /req/cwl/execution-unit}. */
  record Value(String document) implements ExecutionUnit {}

  /** A CWL document by reference. */
  record Reference(URI href) implements ExecutionUnit {}

  /** A container image without CWL: {@code /req/docker/execution-unit}. */
  record Image(JsonNode unit) implements ExecutionUnit {}

  /**
   * Reads the member; of several units the first that this server can run.
   *
   * @throws MalformedPackageException if there is none
   */
  static ExecutionUnit of(JsonNode written) {
    if (!written.isArray()) {
      return one(written);
    }
    MalformedPackageException first =
        new MalformedPackageException("The array of execution units is empty.");
    for (int at = 0; at < written.size(); at++) {
      try {
        return one(written.get(at));
      } catch (MalformedPackageException e) {
        first = at == 0 ? e : first;
      }
    }
    throw first;
  }

  private static ExecutionUnit one(JsonNode written) {
    if (written.isTextual()) {
      return text(written.textValue());
    }
    if (written.has("unit")) { // So the member was called in earlier drafts.
      return one(written.get("unit"));
    }
    if (written.path("image").isTextual()) {
      return image(written);
    }
    if (written.path("href").isTextual()) {
      return new Reference(uri(written.get("href").textValue()));
    }
    if (written.has("cwlVersion")) {
      return new Value(written.toString());
    }
    JsonNode value = written.path("value");
    if (value.isObject()) {
      return new Value(value.toString());
    }
    if (value.isTextual()) {
      return new Value(
          written.path("encoding").asText().equals("base64")
              ? decoded(value.textValue())
              : value.textValue());
    }
    throw new MalformedPackageException(
        "The execution unit is neither a link (href), nor a value, nor a CWL document, nor an image"
            + " (type docker).");
  }

  /** A document, or where it is. */
  private static ExecutionUnit text(String text) {
    return URL.matcher(text).matches() ? new Reference(uri(text.strip())) : new Value(text);
  }

  private static ExecutionUnit image(JsonNode written) {
    String type = written.path("type").asText();
    if (!List.of("docker", "oci").contains(type)) {
      throw new MalformedPackageException(
          "The execution unit has an image, and its type is '" + type + "' instead of 'docker'.");
    }
    return new Image(written);
  }

  private static URI uri(String href) {
    try {
      return URI.create(href);
    } catch (IllegalArgumentException e) {
      throw new MalformedPackageException("'" + href + "' is not a URL.");
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(
          Base64.getDecoder().decode(base64.replaceAll("\\s", "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedPackageException("The value of the execution unit is not base64.");
    }
  }
}
