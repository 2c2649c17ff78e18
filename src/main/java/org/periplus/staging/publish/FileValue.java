package org.periplus.staging.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.periplus.cwl.model.FileFormats;
import org.periplus.cwl.value.GivenMediaType;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;

/**
 * Publishes File objects into the folder of an output. A file and its secondary files keep their
 * names and stay together, in a numbered folder when a name is taken. Used by one thread.
 */
public final class FileValue {

  private final LiteralFiles literals;
  private final ResultFolder folder;

  public FileValue(LiteralFiles literals, ResultFolder folder) {
    this.literals = literals;
    this.folder = folder;
  }

  /** The link to the file. */
  public ObjectNode publish(JsonNode file) throws IOException, UnfitOutputException {
    return place(file, areFree(file) ? folder : folder.numberedFolder());
  }

  /** What the client said that it is, what the package says, or else what its name says. */
  private static String mediaType(JsonNode file, String basename) {
    return GivenMediaType.of(file)
        .or(() -> FileFormats.mediaType(file.path("format").asText()))
        .flatMap(MediaTypes::wellFormed)
        .orElseGet(() -> MediaTypes.of(basename));
  }

  private boolean areFree(JsonNode file) {
    boolean free = folder.isFree(file.path("basename").asText(nameOf(file)));
    for (JsonNode secondary : file.path("secondaryFiles")) {
      free &= areFree(secondary);
    }
    return free;
  }

  private static String nameOf(JsonNode file) {
    return FileNames.last(file.path("path").asText());
  }

  private ObjectNode place(JsonNode object, ResultFolder target)
      throws IOException, UnfitOutputException {
    Path real = literals.path(object);
    String basename = LiteralFiles.basename(object, real);
    real = OutputFolder.real(real);
    String name = target.claim(basename);
    target.place(OutputFolder.around(real), real, name);
    ObjectNode link = JsonNodeFactory.instance.objectNode();
    link.put("href", target.href(name));
    link.put("rel", "item");
    link.put("type", mediaType(object, basename));
    link.put("title", basename);
    JsonNode secondaries = object.path("secondaryFiles");
    if (!secondaries.isEmpty()) {
      ArrayNode beside = link.putArray("secondaryFiles");
      for (JsonNode secondary : secondaries) {
        beside.add(place(secondary, target));
      }
    }
    return link;
  }
}
