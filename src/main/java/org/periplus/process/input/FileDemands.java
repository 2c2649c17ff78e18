package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.periplus.cwl.model.FileFormats;
import org.periplus.cwl.model.SecondaryFile;

/**
 * What an input, or the field of a record, asks of its files.
 *
 * @param secondaryFiles which other files it needs
 */
record FileDemands(InputFormats formats, List<SecondaryFile> secondaryFiles) {

  /** The member of a File that need not be there. */
  private static final String OPTIONAL = "periplus:optional";

  /**
   * Adds the secondary files of a file elsewhere that are not listed: they are looked for beside
   * it. What a pattern with an expression means only an execution can tell.
   */
  ObjectNode complete(ObjectNode file) {
    String location = file.path("location").asText();
    if (secondaryFiles.isEmpty()
        || !file.path("class").asText().equals("File")
        || !location.matches("(?i)(https?|s3)://[^?#]+/[^/?#]+")) {
      return file;
    }
    String folder = location.substring(0, location.lastIndexOf('/') + 1);
    for (SecondaryFile entry : secondaryFiles) {
      String pattern = entry.pattern();
      String required = entry.required().orElse("true");
      if (FileFormats.isExpression(pattern) || FileFormats.isExpression(required)) {
        continue;
      }
      String name = SecondaryFile.substitute(name(file), pattern);
      if (!lists(file, name)) {
        ObjectNode found = file.withArray("/secondaryFiles").addObject();
        found.put("class", "File").put("basename", name);
        found.put("location", folder + SecondaryFile.substitute(lastOf(location), pattern));
        if (!Boolean.parseBoolean(required)) {
          found.put(OPTIONAL, true);
        }
      }
    }
    return file;
  }

  private static boolean lists(ObjectNode file, String name) {
    for (JsonNode each : file.path("secondaryFiles")) {
      if (each.isObject() && name((ObjectNode) each).equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The name that a file has or gets; empty if only its server says. */
  static String name(ObjectNode file) {
    String location = file.path("location").asText().replaceFirst("[?#].*$", "");
    return file.path("basename").asText(location.startsWith("data:") ? "" : lastOf(location));
  }

  private static String lastOf(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
