package org.periplus.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.job.Job;

/** Stored results as a client gets them: the outputs that were asked for, with absolute links. */
final class StoredResults {

  /** How the result store's own hrefs begin; a path in the job's results follows. */
  private static final String STORE = "store:";

  private StoredResults() {}

  static JsonNode render(Job job, JsonNode results, Links links) {
    JsonNode rendered = rendered(job, results, links);
    JsonNode wanted = job.outputsRequested().map(o -> o.path("outputs")).orElse(null);
    if (wanted == null || wanted.isEmpty() || !(rendered instanceof ObjectNode object)) {
      return rendered;
    }
    ObjectNode selected = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            output -> {
              if (wanted.has(output.getKey())) {
                selected.set(output.getKey(), output.getValue());
              }
            });
    return selected;
  }

  private static JsonNode rendered(Job job, JsonNode node, Links links) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(rendered(job, item, links)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (member.getKey().equals("href") && value.asText().startsWith(STORE)) {
                String path = value.asText().substring(STORE.length());
                copy.put("href", links.file(job.id(), path));
              } else {
                copy.set(member.getKey(), rendered(job, value, links));
              }
            });
    return copy;
  }
}
