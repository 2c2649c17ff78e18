package org.periplus.process.deployment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a body is whose media type does not say it: seen in the names of its members. */
final class PackageKind {

  static final String ENVELOPE = "application/ogcapppkg+json";
  static final String CWL_JSON = "application/cwl+json";
  static final String CWL = "application/cwl+yaml";

  /**
   * At the beginning of a line, or of a document in braces. What stands before it is of the same
   * line: else a body of empty lines would be read once for each of them.
   */
  private static final Pattern CWL_VERSION =
      Pattern.compile("(?m)^[ \\t\\f\\x0B{\\uFEFF]*+[\"']?cwlVersion[\"']?\\s*:");

  private PackageKind() {}

  /** The media type of a package; empty if it is neither CWL nor an OGC Application Package. */
  static Optional<String> of(String body, JsonFactory json) {
    return ofJson(body, json)
        .or(() -> CWL_VERSION.matcher(body).find() ? Optional.of(CWL) : Optional.empty());
  }

  /** YAML may begin like JSON. */
  private static Optional<String> ofJson(String body, JsonFactory json) {
    try (JsonParser parser = json.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String member = parser.nextFieldName();
          member != null;
          member = parser.nextFieldName()) {
        if (member.equals("executionUnit")) {
          return Optional.of(ENVELOPE);
        }
        if (member.equals("cwlVersion")) {
          return Optional.of(CWL_JSON);
        }
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      // It is no JSON, and may be YAML.
      return Optional.empty();
    }
    return Optional.empty();
  }
}
