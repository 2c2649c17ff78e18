package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.security.EgressException;
import org.periplus.security.EgressRule;

/**
 * Where outputs may be that are no files of this server: results are links that others follow, so a
 * tool must not write what runs in a browser, nor lead anybody to where the server itself would not
 * go. Immutable.
 *
 * @param rule which hosts
 * @param schemes the operator's, besides {@code http}, {@code https}, {@code s3} and {@code data}
 */
public record OutputLocations(EgressRule rule, Set<String> schemes) {

  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

  private static final Set<String> ALWAYS = Set.of("http", "https", "s3", "data", "file");

  /** Anything that a location may be anywhere: for a user's own machine. */
  public static final OutputLocations OF_USER = new OutputLocations(EgressRule.none(), Set.of());

  public OutputLocations {
    schemes = Set.copyOf(schemes);
  }

  /**
   * Checks the outputs of a workflow.
   *
   * @throws StageOutException if one is where no output may be
   */
  public void check(ObjectNode outputs) throws StageOutException {
    for (Map.Entry<String, JsonNode> output : outputs.properties()) {
      check(output.getKey(), output.getValue(), true);
    }
  }

  /**
   * Checks what the operator's own tools have made of them, which may be on hosts that this server
   * cannot reach.
   *
   * @throws StageOutException if one is where no output may be
   */
  public void checkOfSite(ObjectNode outputs) throws StageOutException {
    for (Map.Entry<String, JsonNode> output : outputs.properties()) {
      check(output.getKey(), output.getValue(), false);
    }
  }

  private void check(String output, JsonNode value, boolean hosts) throws StageOutException {
    String type = value.path("class").asText();
    if (type.equals("File") || type.equals("Directory")) {
      check(output, value.path("location").asText(), hosts);
    }
    for (JsonNode part : value) {
      check(output, part, hosts);
    }
  }

  private void check(String output, String location, boolean hosts) throws StageOutException {
    Matcher written = SCHEME.matcher(location.strip());
    if (!written.matches()) {
      return;
    }
    String scheme = written.group(1).toLowerCase(Locale.ROOT);
    if (!ALWAYS.contains(scheme) && !schemes.contains(scheme)) {
      throw new StageOutException(
          output, "a location may begin with http, https or s3, but not with '" + scheme + ":'.");
    }
    if (hosts && (scheme.equals("http") || scheme.equals("https"))) {
      try {
        rule.check(URI.create(location.strip().replace(" ", "%20")));
      } catch (EgressException e) {
        throw new StageOutException(output, e.getMessage());
      } catch (IllegalArgumentException e) {
        throw new StageOutException(output, "its location is no URL.");
      }
    }
  }
}
