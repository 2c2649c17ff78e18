package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.periplus.batch.run.StepFailedException;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.cwl.model.InputParameter;

/**
 * Gives a job's results to the site's tools. What a tool has published itself is a link in the
 * results; a File or Directory that it leaves instead is published by the server. Used by one
 * thread.
 */
final class SiteStageOut {

  private static final String OUTPUT_NAME = "output";
  private static final Pattern URL = Pattern.compile("(?!file:)[A-Za-z][\\w+.-]+:\\S+");

  /** The inputs of a tool that are given the job's id, or the name of the output. */
  static final Set<String> GIVEN =
      Set.of("process", "collection_id", "job_id", "jobID", OUTPUT_NAME);

  private final UUID jobId;
  private final List<SiteTool> tools;
  private final SiteToolRuns runs;

  SiteStageOut(UUID jobId, List<SiteTool> tools, SiteToolRuns runs) {
    this.jobId = jobId;
    this.tools = tools;
    this.runs = runs;
  }

  /** What becomes of a File or Directory. */
  private interface Visit {
    JsonNode of(SiteTool tool, ObjectNode object) throws StepFailedException;
  }

  /** The workflow's outputs with what the tools leave in place of what they were given. */
  ObjectNode run(ObjectNode outputs)
      throws StepFailedException, StepStoppedException, InterruptedException {
    for (Map.Entry<String, JsonNode> output : outputs.properties()) {
      each(
          output.getValue(),
          (tool, object) -> {
            runs.begin(tool, inputs(tool, object, output.getKey()));
            return object;
          });
    }
    Iterator<JsonNode> left = runs.await().iterator();
    return (ObjectNode) each(outputs, (tool, object) -> result(tool, left.next()));
  }

  private JsonNode each(JsonNode value, Visit visit) throws StepFailedException {
    if (value instanceof ArrayNode items) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : items) {
        copy.add(each(item, visit));
      }
      return copy;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    String className = object.path("class").asText();
    if (className.equals("File") || className.equals("Directory")) {
      Optional<SiteTool> tool = tools.stream().filter(own -> own.isFor(className)).findFirst();
      return tool.isPresent() ? visit.of(tool.get(), object) : object;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      copy.set(member.getKey(), each(member.getValue(), visit));
    }
    return copy;
  }

  private ObjectNode inputs(SiteTool tool, ObjectNode object, String output) {
    ObjectNode inputs = tool.inputs(object);
    tool.tool().inputs().stream()
        .filter(input -> input.defaultValue().isEmpty())
        .map(InputParameter::id)
        .filter(name -> GIVEN.contains(name) && !inputs.has(name))
        .forEach(name -> inputs.put(name, name.equals(OUTPUT_NAME) ? output : jobId.toString()));
    return inputs;
  }

  private static JsonNode result(SiteTool tool, JsonNode left) throws StepFailedException {
    if (left.path("class").isTextual()) {
      return left;
    }
    String url = left.isObject() ? left.path(SiteToolReader.URI_FIELD).asText() : left.asText();
    if (!URL.matcher(url).matches()) {
      throw new StepFailedException(
          "The stage-out tool '%s' left '%s' in its output '%s', which is not the URL of what it has published"
              .formatted(tool.tool().id(), url, tool.output().id()));
    }
    return JsonNodeFactory.instance.objectNode().put("class", "File").put("location", url);
  }
}
