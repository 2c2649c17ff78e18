package org.periplus.batch.staging;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepStoppedException;

/**
 * Fetches with the site's tools what a job's inputs refer to and the tools are for. What is left
 * (literals, {@code data:} URLs, classes without a tool, Files with secondary files) is the
 * server's to stage. Used by one thread.
 */
final class SiteStageIn {

  private static final Pattern REFERENCE = Pattern.compile("(?!data:|file:)[A-Za-z][\\w+.-]+:.*");
  private static final List<String> KEPT = List.of("basename", "format");

  private final SiteTools site;
  private final List<SiteTool> tools;
  private final SiteToolRuns runs;
  private final List<Taken> taken = new ArrayList<>();

  /** A File or Directory that a tool fetches, and its place in the input object. */
  private record Taken(JsonPointer place, ObjectNode object) {}

  SiteStageIn(SiteTools site, List<SiteTool> tools, SiteToolRuns runs) {
    this.site = site;
    this.tools = tools;
    this.runs = runs;
  }

  /**
   * Begins the runs of the tools.
   *
   * @return the inputs, with null where the tools' files will be
   * @throws StepFailedException when the server may not ask the host of a reference
   */
  ObjectNode begin(String tenant, ObjectNode inputs) throws StepFailedException {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> input : inputs.properties()) {
      rest.set(
          input.getKey(),
          rest(input.getValue(), JsonPointer.empty().appendProperty(input.getKey())));
    }
    for (Taken each : taken) {
      site.checkAddress(tenant, each.object().path("location").asText());
    }
    for (Taken each : taken) {
      SiteTool tool = tool(each.object()).orElseThrow();
      runs.begin(tool, tool.inputs(each.object().path("location").asText()));
    }
    return rest;
  }

  private JsonNode rest(JsonNode value, JsonPointer place) {
    if (value instanceof ArrayNode items) {
      ArrayNode rest = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < items.size(); i++) {
        rest.add(rest(items.get(i), place.appendIndex(i)));
      }
      return rest;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    if (tool(object).isPresent()) {
      taken.add(new Taken(place, object));
      return NullNode.getInstance();
    }
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      rest.set(member.getKey(), rest(member.getValue(), place.appendProperty(member.getKey())));
    }
    return rest;
  }

  private Optional<SiteTool> tool(ObjectNode object) {
    boolean reference =
        REFERENCE.matcher(object.path("location").asText()).matches()
            && object.path("secondaryFiles").isEmpty();
    return tools.stream()
        .filter(tool -> reference && tool.isFor(object.path("class").asText()))
        .findFirst();
  }

  /**
   * Waits for the runs.
   *
   * @param staged the inputs that {@link #begin} gave, with what the server has fetched
   * @return the same with the files of the tools
   */
  ObjectNode complete(ObjectNode staged)
      throws StepFailedException, StepStoppedException, InterruptedException {
    List<JsonNode> left = runs.await();
    for (int i = 0; i < left.size(); i++) {
      Taken each = taken.get(i);
      if (!(left.get(i) instanceof ObjectNode file)) {
        throw new StepFailedException(
            "The stage-in tool left nothing for " + each.object().path("location").asText());
      }
      for (String member : KEPT) {
        if (each.object().hasNonNull(member)) {
          file.set(member, each.object().get(member));
        }
      }
      put(staged, each.place(), file);
    }
    return staged;
  }

  private static void put(ObjectNode staged, JsonPointer place, ObjectNode file) {
    JsonNode holder = staged.at(place.head());
    if (holder instanceof ArrayNode items) {
      items.set(place.last().getMatchingIndex(), file);
    } else {
      ((ObjectNode) holder).set(place.last().getMatchingProperty(), file);
    }
  }
}
