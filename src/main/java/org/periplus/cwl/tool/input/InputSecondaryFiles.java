package org.periplus.cwl.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.SecondaryFile;
import org.periplus.cwl.tool.plan.SecondaryPattern;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileValues;

/** Completes the secondary files of an input. */
final class InputSecondaryFiles {

  private final SecondaryPattern patterns;
  private final boolean lookBeside;

  InputSecondaryFiles(ExpressionEngine engine, ExpressionContext context, boolean lookBeside) {
    this.patterns = new SecondaryPattern(engine, context);
    this.lookBeside = lookBeside;
  }

  void complete(ObjectNode primary, List<SecondaryFile> entries, String where) {
    ArrayNode present = primary.withArray("/secondaryFiles");
    for (SecondaryFile entry : entries) {
      for (JsonNode wanted : patterns.wanted(entry, primary)) {
        if (FileValues.isFileOrDirectory(wanted)) {
          add(present, ((ObjectNode) wanted).deepCopy());
        } else if (!has(present, wanted.textValue())) {
          find(primary, wanted.textValue())
              .ifPresentOrElse(
                  present::add,
                  () -> {
                    if (patterns.required(entry, primary, true)) {
                      throw new InputException(
                          where,
                          "'"
                              + primary.path("basename").asText()
                              + "' comes without its secondary file '"
                              + wanted.textValue()
                              + "'");
                    }
                  });
        }
      }
    }
  }

  private Optional<JsonNode> find(ObjectNode primary, String name) {
    if (!lookBeside) {
      return Optional.empty();
    }
    return FileValues.hostPath(primary.path("location").asText())
        .map(path -> path.resolveSibling(name).normalize())
        .filter(Files::exists)
        .map(InputSecondaryFiles::describe);
  }

  private static JsonNode describe(Path path) {
    ObjectNode found = DirectoryListing.describe(path, path.getFileName().toString());
    FileValues.setPath(found, path.toString());
    return found;
  }

  private static boolean has(ArrayNode present, String name) {
    for (JsonNode file : present) {
      if (file.path("basename").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Adds a value; one that is there already under another name takes the new name. */
  private static void add(ArrayNode present, ObjectNode wanted) {
    FileValues.setNameParts(wanted);
    for (JsonNode file : present) {
      if (wanted.hasNonNull("location") && file.path("location").equals(wanted.get("location"))) {
        ((ObjectNode) file).setAll(wanted);
        return;
      }
    }
    if (!has(present, wanted.path("basename").asText())) {
      present.add(wanted);
    }
  }
}
