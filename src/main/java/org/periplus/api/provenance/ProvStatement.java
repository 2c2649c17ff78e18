package org.periplus.api.provenance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element or a relation of PROV-DM.
 *
 * @param kind as it is called in PROV-N and PROV-JSON, such as {@code wasGeneratedBy}
 * @param id the name of an element; relations have none
 * @param arguments what stands in PROV-N after the identifier, in its order
 * @param attributes the values of each attribute: strings, numbers, booleans, qualified names
 */
record ProvStatement(
    String kind,
    Optional<ProvName> id,
    List<Argument> arguments,
    Map<String, List<Object>> attributes) {

  /**
   * An argument.
   *
   * @param name its name in PROV-JSON without the prefix
   * @param value empty where it is left out
   */
  record Argument(String name, Optional<Object> value) {}
}
