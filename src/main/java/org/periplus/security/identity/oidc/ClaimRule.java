package org.periplus.security.identity.oidc;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on what an issuer says of somebody. Immutable.
 *
 * @param written as the configuration has it
 * @param paths the claims of which one must have the value
 * @param value the value; {@code *} for whoever the issuer speaks of
 */
record ClaimRule(String written, List<String> paths, String value) {

  /** The claim that names somebody's groups. */
  static final String GROUPS = "groups";

  private static final String EVERYBODY = "*";

  /** What the usual words stand for at the usual issuers. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "group", List.of(GROUPS),
          "role", List.of("realm_access.roles", "roles"),
          "scope", List.of("scope", "scp"));

  /** A name that is a URL has a colon of its own. */
  private static final Pattern WRITTEN = Pattern.compile("((?:https?:)?[^:]+):(.+)");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ClaimRule of(String text) {
    if (text.equals(EVERYBODY)) {
      return new ClaimRule(text, List.of(), EVERYBODY);
    }
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no rule: write group:NAME, role:NAME, scope:NAME or CLAIM:VALUE.");
    }
    String path = parts.group(1);
    return new ClaimRule(text, WORDS.getOrDefault(path, List.of(path)), parts.group(2));
  }

  /**
   * Reads one in which a name alone is that of a group.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ClaimRule ofGroup(String text) {
    return of(text.contains(":") || text.equals(EVERYBODY) ? text : "group:" + text);
  }

  /** Keycloak writes groups as paths; their first slash may be left out here. */
  boolean fits(Claims claims) {
    return written.equals(EVERYBODY)
        || paths.stream()
            .anyMatch(path -> claims.has(path, value) || claims.has(path, "/" + value));
  }
}
