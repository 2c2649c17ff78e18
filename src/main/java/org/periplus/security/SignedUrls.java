package org.periplus.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URLs among the values that a user gave, as others may see them: without passwords and without the
 * parameters that let whoever has the URL in.
 */
public final class SignedUrls {

  /** What stands in the place of what is hidden. */
  public static final String HIDDEN = "***";

  private static final Pattern URL =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^\\s\"'<>/?#@]*@)?([^\\s\"'<>]*)");

  private static final Pattern PARAMETER = Pattern.compile("([?&#;])([^=&#;\\s]+)=([^&#;\\s]*)");

  private static final Pattern TELLING =
      Pattern.compile(
          ".*(sig|token|secret|passw|pwd|credential|api-?_?key|access-?_?key|auth|policy|jwt|session"
              + "|subscription-key|key-pair).*|key|code|sas|hmac|x-(amz|goog|oss|cos|obs|ms)-.*",
          Pattern.CASE_INSENSITIVE);

  private SignedUrls() {}

  /** The value with what its URLs have that is nobody else's. */
  public static JsonNode hidden(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(hidden(value.textValue()));
    }
    if (value instanceof ObjectNode object) {
      ObjectNode shown = object.objectNode();
      object.properties().forEach(one -> shown.set(one.getKey(), hidden(one.getValue())));
      return shown;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode shown = array.arrayNode(array.size());
      array.forEach(element -> shown.add(hidden(element)));
      return shown;
    }
    return value;
  }

  /** The text with what its URLs have that is nobody else's. */
  public static String hidden(String text) {
    if (!text.contains("://")) {
      return text;
    }
    return URL.matcher(text)
        .replaceAll(
            url ->
                Matcher.quoteReplacement(
                    url.group(1)
                        + (url.group(2) == null ? "" : HIDDEN + "@")
                        + parameters(url.group(3))));
  }

  private static String parameters(String rest) {
    return PARAMETER
        .matcher(rest)
        .replaceAll(
            one ->
                Matcher.quoteReplacement(
                    one.group(1)
                        + one.group(2)
                        + "="
                        + (TELLING.matcher(one.group(2)).matches() ? HIDDEN : one.group(3))));
  }
}
