package org.periplus.cwl.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.model.LinkMerge;
import org.periplus.cwl.model.PickValue;
import org.periplus.cwl.model.SourceLocation;

/** How the values of one or several sources become the value of a sink. */
final class LinkedValue {

  private LinkedValue() {}

  /**
   * Merges and picks.
   *
   * @param values the sources' values, in the order written
   * @param asList whether several values, or a list of one source, make an array
   */
  static JsonNode of(
      List<JsonNode> values,
      boolean asList,
      LinkMerge merge,
      Optional<PickValue> pick,
      String sink,
      SourceLocation location) {
    if (values.isEmpty()) {
      return NullNode.instance;
    }
    JsonNode merged = asList ? merged(values, merge) : values.get(0);
    return pick.isEmpty() ? merged : picked(merged, pick.get(), sink, location);
  }

  private static ArrayNode merged(List<JsonNode> values, LinkMerge merge) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode value : values) {
      if (merge == LinkMerge.MERGE_FLATTENED && value.isArray()) {
        value.forEach(all::add);
      } else {
        all.add(value);
      }
    }
    return all;
  }

  private static JsonNode picked(
      JsonNode merged, PickValue pick, String sink, SourceLocation location) {
    if (!merged.isArray()) {
      return merged;
    }
    ArrayNode present = JsonNodeFactory.instance.arrayNode();
    merged.forEach(
        value -> {
          if (!value.isNull()) {
            present.add(value);
          }
        });
    return switch (pick) {
      case ALL_NON_NULL -> present;
      case FIRST_NON_NULL -> {
        if (present.isEmpty()) {
          throw new WorkflowException(
              location, "'" + sink + "' picks the first value that is not null; all are null");
        }
        yield present.get(0);
      }
      case THE_ONLY_NON_NULL -> {
        if (present.size() != 1) {
          throw new WorkflowException(
              location,
              "'" + sink + "' wants exactly one value that is not null and got " + present.size());
        }
        yield present.get(0);
      }
    };
  }
}
