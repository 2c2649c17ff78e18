package org.periplus.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.configuration.Entries;
import org.periplus.process.TenantProcesses.Asked;
import org.periplus.process.access.Visibility;

/**
 * Reads with whom somebody wants to share a process: {@code visibility}, {@code groups} and {@code
 * runOnly}, parameters of a deployment, or members of what changes it later.
 */
final class AccessParameters {

  private static final String VISIBILITY = "visibility";
  private static final String GROUPS = "groups";
  private static final String RUN_ONLY = "runOnly";
  private static final Set<String> ALL = Set.of(VISIBILITY, GROUPS, RUN_ONLY);

  private AccessParameters() {}

  /**
   * From a query, in which groups are separated by commas.
   *
   * @throws RequestRefusedException if a value is none of those that there are
   */
  static Asked of(MultivaluedMap<String, String> query) {
    return new Asked(
        Optional.ofNullable(query.getFirst(VISIBILITY)).map(AccessParameters::visibility),
        Optional.ofNullable(query.getFirst(GROUPS))
            .map(written -> Entries.of(written).collect(Collectors.toSet())),
        Optional.ofNullable(query.getFirst(RUN_ONLY)).map(AccessParameters::runOnly));
  }

  /**
   * From a JSON Merge Patch (RFC 7396); what it does not have stays.
   *
   * @throws RequestRefusedException if it is not made of these members
   */
  static Asked of(JsonNode patch) {
    if (!(patch instanceof ObjectNode members) || !unknown(members).isEmpty()) {
      throw refused(
          "The body must be an object with one or more of the members visibility, groups and"
              + " runOnly, and no others.");
    }
    return new Asked(
        Optional.ofNullable(members.get(VISIBILITY))
            .map(value -> visibility(value.isTextual() ? value.textValue() : value.toString())),
        Optional.ofNullable(members.get(GROUPS)).map(AccessParameters::groups),
        Optional.ofNullable(members.get(RUN_ONLY)).map(value -> runOnly(value.toString())));
  }

  private static Set<String> unknown(ObjectNode members) {
    Set<String> names = new TreeSet<>();
    members.fieldNames().forEachRemaining(names::add);
    names.removeAll(ALL);
    return names;
  }

  private static Visibility visibility(String text) {
    try {
      return Visibility.of(text);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private static Set<String> groups(JsonNode value) {
    Set<String> names = new TreeSet<>();
    for (JsonNode name : value) {
      if (!name.isTextual()) {
        throw refused("groups must be a list of names.");
      }
      names.add(name.textValue());
    }
    if (!value.isArray() && !value.isNull()) {
      throw refused("groups must be a list of names.");
    }
    return names;
  }

  private static boolean runOnly(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw refused("runOnly is '" + text + "'; it must be true or false.");
    }
    return text.equals("true");
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(Response.Status.BAD_REQUEST, detail));
  }
}
