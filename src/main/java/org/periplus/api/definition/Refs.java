package org.periplus.api.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * References in the descriptions of processes. The document must be whole without the web, so that
 * those to schemas of the standard become references to ours, and others say where to read on.
 */
final class Refs {

  private static final String REF = "$ref";
  private static final String LOCAL = "#/components/";

  /** Schemas of the standard that our document has under the same names. */
  private static final Set<String> OURS = Set.of("link", "bbox", "format");

  private Refs() {}

  static void localize(ObjectNode schema) {
    String target = schema.path(REF).asText();
    if (target.isEmpty() || target.startsWith(LOCAL)) {
      return;
    }
    String name = target.replaceFirst(".*/", "").replaceFirst("\\.(ya?ml|json)$", "");
    if (OURS.contains(name)) {
      schema.put(REF, LOCAL + "schemas/" + name);
      return;
    }
    schema.remove(REF);
    schema.put("description", "See " + target);
  }
}
