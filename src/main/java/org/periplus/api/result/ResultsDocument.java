package org.periplus.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.periplus.api.AcceptedTypes;
import org.periplus.api.JsonBodies;
import org.periplus.api.Link;
import org.periplus.api.file.FileMediaTypes;
import org.periplus.api.request.OutputChoice.Transmission;
import org.periplus.staging.store.StoredFile;

/**
 * The document with the results of a job: Part 1, schema {@code results}. Files are links unless
 * they were asked for by value, all else is in the document unless it was asked for by reference.
 */
final class ResultsDocument {

  private static final String BASE64 = "base64";

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
      return outputs.choice().encoding(name).filter(BASE64::equalsIgnoreCase).isPresent()
          ? encoded(name, stored)
          : inline(stored);
    }
    if (StoredResults.haveFile(stored)) {
      return linked(stored);
    }
    Link link = outputs.location(name);
    return JsonNodeFactory.instance
        .objectNode()
        .put("href", link.href())
        .put("rel", link.rel())
        .put("type", link.type())
        .put("title", name);
  }

  private JsonNode linked(JsonNode stored) {
    return StoredResults.linked(stored, outputs.fileLinks());
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
    StoredFile file = outputs.files().require(outputs.job(), path.get());
    if (file.size() > inlineSize) {
      return linked(stored);
    }
    ObjectNode value =
        qualified(bytes(file), FileMediaTypes.of(path.get(), stored.path("type").textValue()));
    if (stored.has("secondaryFiles")) {
      value.set("secondaryFiles", linked(stored.get("secondaryFiles")));
    }
    return value;
  }

  private static byte[] bytes(StoredFile file) throws IOException {
    try (InputStream content = file.read()) {
      return content.readAllBytes();
    }
  }

  /**
   * Part 1, schema {@code qualifiedInputValue}: JSON as such, text as a string, bytes in base64.
   */
  private static ObjectNode qualified(byte[] bytes, String mediaType) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    try {
      if (mediaType.replaceFirst(";.*", "").endsWith("json")) {
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
    return base64(bytes, mediaType);
  }

  /** The value in the encoding that the execute request asked for. */
  private JsonNode encoded(String name, JsonNode stored) throws IOException {
    if (StoredResults.haveFile(stored)) {
      return stored.isArray() ? inline(stored) : encodedFile(stored);
    }
    OutputContent content = outputs.content(name, AcceptedTypes.ANY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.write(bytes);
    return base64(bytes.toByteArray(), content.mediaType());
  }

  private JsonNode encodedFile(JsonNode stored) throws IOException {
    String path = StoredResults.path(stored).orElseThrow();
    StoredFile file = outputs.files().require(outputs.job(), path);
    return file.size() > inlineSize
        ? linked(stored)
        : base64(bytes(file), FileMediaTypes.of(path, stored.path("type").textValue()));
  }

  private static ObjectNode base64(byte[] bytes, String mediaType) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("value", Base64.getEncoder().encodeToString(bytes))
        .put("mediaType", mediaType)
        .put("encoding", BASE64);
  }
}
