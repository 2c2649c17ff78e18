package org.periplus.cwl.tool.workdir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.JsonText;
import org.periplus.cwl.tool.plan.InsidePath;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.tool.plan.Strings;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.ValueCheck;

/** Evaluates the listing of an {@code InitialWorkDirRequirement} in all its forms. */
public final class WorkDirEntries {

  private static final String FIELD = "InitialWorkDirRequirement.listing";

  /**
   * Something that the tool finds in its output directory when it starts.
   *
   * @param name the path, relative to the output directory or absolute
   * @param value a File or Directory
   */
  record Entry(String name, ObjectNode value, boolean writable) {}

  private final ExpressionEngine engine;
  private final ExpressionContext context;
  private final List<Entry> entries = new ArrayList<>();

  private WorkDirEntries(ExpressionEngine engine, ExpressionContext context) {
    this.engine = engine;
    this.context = context;
  }

  public static List<Entry> of(
      JsonNode listing, ExpressionEngine engine, ExpressionContext context) {
    WorkDirEntries evaluation = new WorkDirEntries(engine, context);
    if (listing.isArray()) {
      listing.forEach(evaluation::addWritten);
    } else {
      evaluation.addWritten(listing);
    }
    return evaluation.entries;
  }

  /** An item as it is written in the document. */
  private void addWritten(JsonNode item) {
    if (item.isTextual()) {
      addEvaluated(engine.evaluate(item.textValue(), context));
    } else if (item.isObject() && item.has("entry")) {
      addDirent(item, true);
    } else {
      addEvaluated(item);
    }
  }

  /** An item that an expression gave. */
  private void addEvaluated(JsonNode value) {
    if (value.isNull()) {
      return;
    }
    if (value.isArray()) {
      value.forEach(this::addEvaluated);
    } else if (FileValues.isFileOrDirectory(value)) {
      add(Optional.empty(), value, false);
    } else if (value.isObject() && value.has("entry")) {
      addDirent(value, false);
    } else {
      throw new PlanException(
          FIELD,
          "each entry must be a File, a Directory or a Dirent, not " + ValueCheck.kind(value));
    }
  }

  private void addDirent(JsonNode dirent, boolean written) {
    JsonNode entry = dirent.path("entry");
    if (written && entry.isTextual()) {
      entry = engine.evaluateVerbatim(entry.textValue(), context);
    }
    Optional<String> name = name(dirent.get("entryname"), written);
    boolean writable = dirent.path("writable").asBoolean();
    if (entry.isNull()) {
      return;
    }
    if (FileValues.isFileOrDirectory(entry)) {
      add(name, entry, writable);
    } else if (isListOfFiles(entry)) {
      if (name.isPresent()) {
        throw new PlanException(
            FIELD, "the entryname '" + name.get() + "' cannot be that of several files");
      }
      entry.forEach(file -> add(Optional.empty(), file, writable));
    } else {
      add(name, literal(name, JsonText.interpolated(entry)), writable);
    }
  }

  private Optional<String> name(JsonNode entryName, boolean written) {
    if (entryName == null || entryName.isNull()) {
      return Optional.empty();
    }
    JsonNode value = written ? engine.evaluate(entryName, context) : entryName;
    return Optional.of(Strings.one(value, FIELD + " entryname"));
  }

  private static boolean isListOfFiles(JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return false;
    }
    for (JsonNode item : value) {
      if (!FileValues.isFileOrDirectory(item)) {
        return false;
      }
    }
    return true;
  }

  private static ObjectNode literal(Optional<String> name, String contents) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("class", "File")
        .put(
            "basename",
            InsidePath.name(
                name.orElseThrow(
                    () -> new PlanException(FIELD, "an entry that is text needs an entryname"))))
        .put("contents", contents);
  }

  private void add(Optional<String> name, JsonNode file, boolean writable) {
    ObjectNode value = file.deepCopy();
    if (!value.hasNonNull("basename") && !FileValues.isLiteral(value)) {
      String place = value.path("location").asText(value.path("path").asText());
      value.put("basename", FileValues.lastName(place));
    }
    String given =
        name.orElseGet(
            () -> {
              if (!value.hasNonNull("basename")) {
                throw new PlanException(FIELD, "a literal needs a basename or an entryname");
              }
              return value.path("basename").asText();
            });
    String normalized = InsidePath.normalized(given);
    if (InsidePath.leadsOut(normalized) || normalized.isEmpty() || normalized.equals("/")) {
      throw new PlanException(FIELD, "the name '" + given + "' leads out of the output directory");
    }
    entries.add(new Entry(normalized, value, writable));
  }
}
