package org.periplus.staging.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.periplus.configuration.CrashPoint;
import org.periplus.configuration.JsonLimits;

/** JSON documents of a size that fits into memory. Shared by threads. */
public final class JsonFiles {

  static final long MAX_BYTES = 32L << 20;

  private final ObjectMapper json;

  public JsonFiles(ObjectMapper json) {
    this.json = json;
  }

  public ObjectMapper mapper() {
    return json;
  }

  /**
   * Reads an object.
   *
   * @param name what the file is called in the message
   */
  public ObjectNode read(Path file, String name) throws IOException, UnfitOutputException {
    if (!Files.isRegularFile(file)) {
      throw new UnfitOutputException(name + " is not a file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new UnfitOutputException(name + " is larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    try {
      JsonNode document = json.readTree(file.toFile());
      if (document instanceof ObjectNode object) {
        checkNumbers(object, name);
        return object;
      }
      throw new UnfitOutputException(name + " does not hold a JSON object");
    } catch (StreamConstraintsException e) {
      throw new UnfitOutputException(name + " is refused: " + JsonLimits.words(e));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new UnfitOutputException(name + " is not JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  /** Infinity would be written as a text. */
  private static void checkNumbers(JsonNode value, String name) throws UnfitOutputException {
    if (value.isDouble() && Double.isInfinite(value.doubleValue())) {
      throw new UnfitOutputException(name + " has a number beyond 1.8e308");
    }
    for (JsonNode part : value) {
      checkNumbers(part, name);
    }
  }

  public void write(Path file, ObjectNode document) throws IOException {
    CrashPoint.reached("before a file");
    json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
    CrashPoint.reached("after a file");
  }
}
