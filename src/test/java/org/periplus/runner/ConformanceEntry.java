package org.periplus.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.InputObjectReader;

/**
 * One entry of a conformance test index.
 *
 * @param tool the document, with a fragment perhaps
 * @param output what is expected; empty when the entry says nothing of it
 * @param shouldFail whether the document must not run successfully
 */
record ConformanceEntry(
    String id,
    String doc,
    String tool,
    Optional<String> job,
    Optional<JsonNode> output,
    boolean shouldFail) {

  @Override
  public String toString() {
    return id + " (" + tool + "): " + doc;
  }

  /** All entries of an index, with those of the indexes that it imports. */
  static List<ConformanceEntry> all(Path index) throws IOException {
    List<ConformanceEntry> entries = new ArrayList<>();
    for (JsonNode entry : entries(index)) {
      if (entry.has("$import")) {
        entries.addAll(all(index.resolveSibling(entry.path("$import").asText())));
      } else {
        entries.add(of(entry, index));
      }
    }
    return entries;
  }

  private static ConformanceEntry of(JsonNode entry, Path index) throws IOException {
    JsonNode output = entry.get("output");
    if (entry.path("output").has("$import")) {
      output = read(Files.readString(index.resolveSibling(output.path("$import").asText())));
    }
    return new ConformanceEntry(
        entry.path("id").asText(),
        entry.path("doc").asText(),
        index.resolveSibling(entry.path("tool").asText()).toString(),
        Optional.of(entry.path("job"))
            .filter(JsonNode::isTextual)
            .map(job -> index.resolveSibling(job.asText()).toString()),
        Optional.ofNullable(output),
        entry.path("should_fail").asBoolean());
  }

  /** The entries, which stand in a list: under a name they are an input object, and can be read. */
  private static JsonNode entries(Path index) throws IOException {
    StringBuilder indented = new StringBuilder("entries:\n");
    for (String line : Files.readAllLines(index)) {
      indented.append("  ").append(line).append('\n');
    }
    return read(indented.toString()).path("entries");
  }

  private static ObjectNode read(String text) {
    CwlDocument any = new CwlDocument("v1.2", Map.of(), Map.of(), List.of());
    return InputObjectReader.read(text, "index", any).values();
  }
}
