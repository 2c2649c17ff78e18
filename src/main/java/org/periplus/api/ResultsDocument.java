package org.periplus.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.periplus.api.OutputChoice.Transmission;

/**
 * The document with the results of a job: Part 1, schema {@code results}. Files are links unless
 * they were asked for by value, all else is in the document unless it was asked for by reference.
 */
final class ResultsDocument {

  private final JobOutputs outputs;
  private final long inlineSize;

  /**
   * @param inlineSize the largest file that is put into the document
   */
  ResultsDocument(JobOutputs outputs, long inlineSize) {
    this.outputs = outputs;
    this.inlineSize = inlineSize;
  }

  ObjectNode document() throws IOException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (String name : outputs.names()) {
      document.set(name, value(name));
    }
    return document;
  }

  private JsonNode value(String name) throws IOException {
    JsonNode stored = outputs.stored().get(name);
    Transmission transmission = outputs.transmission(name, Transmission.REFERENCE);
    if (transmission == Transmission.VALUE) {
      return inline(stored);
    }
    if (StoredResults.path(stored.isArray() ? stored.path(0) : stored).isPresent()) {
      return linked(stored);
    }
    Link link = outputs.location(name);
    return JsonNodeFactory.instance
        .objectNode()
        .put("href", link.href())
        .put("type", link.type())
        .put("title", name);
  }

  private JsonNode linked(JsonNode stored) {
    return StoredResults.linked(outputs.job(), stored, outputs.links());
  }

  /** The value with the files that it is, or is a list of, in place of links to them. */
  private JsonNode inline(JsonNode stored) throws IOException {
    if (stored.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : stored) {
        items.add(inline(item));
      }
      return items;
    }
    Optional<String> path = StoredResults.path(stored);
    if (path.isEmpty()) {
      return linked(stored);
    }
    Path file = outputs.files().require(outputs.job().id(), path.get());
    if (Files.size(file) > inlineSize) {
      return linked(stored);
    }
    ObjectNode value = qualified(Files.readAllBytes(file), FileMediaTypes.of(path.get()));
    if (stored.has("secondaryFiles")) {
      value.set("secondaryFiles", linked(stored.get("secondaryFiles")));
    }
    return value;
  }

  /**
   * Part 1, schema {@code qualifiedInputValue}: JSON as such, text as a string, bytes in base64.
   */
  private static ObjectNode qualified(byte[] bytes, String mediaType) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    try {
      if (mediaType.endsWith("json")) {
        return value
            .<ObjectNode>set("value", JsonBodies.MAPPER.readTree(bytes))
            .put("mediaType", mediaType);
      }
      if (mediaType.startsWith("text/")) {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return value.put("value", text).put("mediaType", mediaType);
      }
    } catch (IOException e) {
      // The name promises text or JSON, the contents are neither: they are bytes.
      value.removeAll();
    }
    return value
        .put("value", Base64.getEncoder().encodeToString(bytes))
        .put("mediaType", mediaType)
        .put("encoding", "base64");
  }
}
