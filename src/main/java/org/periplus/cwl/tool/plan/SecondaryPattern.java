package org.periplus.cwl.tool.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.SecondaryFile;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.ValueCheck;

/** What an entry of {@code secondaryFiles} means for one primary file. */
public final class SecondaryPattern {

  private final ExpressionEngine engine;
  private final ExpressionContext context;

  public SecondaryPattern(ExpressionEngine engine, ExpressionContext context) {
    this.engine = engine;
    this.context = context;
  }

  /** The names, or File and Directory values, that the entry gives. */
  public List<JsonNode> wanted(SecondaryFile entry, ObjectNode primary) {
    if (!ExpressionEngine.isExpression(entry.pattern())) {
      return List.of(
          TextNode.valueOf(
              SecondaryFile.substitute(primary.path("basename").asText(), entry.pattern())));
    }
    JsonNode value = engine.evaluate(entry.pattern(), context.withSelf(primary));
    List<JsonNode> wanted =
        value.isArray()
            ? StreamSupport.stream(value.spliterator(), false).toList()
            : List.of(value);
    for (JsonNode item : wanted) {
      if (!item.isNull() && !item.isTextual() && !FileValues.isFileOrDirectory(item)) {
        throw new PlanException(
            "secondaryFiles",
            "'"
                + entry.pattern()
                + "' must give names, Files or Directories, not "
                + ValueCheck.kind(item));
      }
    }
    return wanted.stream()
        .filter(item -> !item.isNull() && !(item.isTextual() && item.textValue().isEmpty()))
        .toList();
  }

  public boolean required(SecondaryFile entry, ObjectNode primary, boolean usually) {
    if (entry.required().isEmpty()) {
      return usually;
    }
    String field = entry.required().get();
    if (!ExpressionEngine.isExpression(field)) {
      return Boolean.parseBoolean(field);
    }
    JsonNode value = engine.evaluate(field, context.withSelf(primary));
    if (!value.isBoolean() && !value.isNull()) {
      throw new PlanException(
          "secondaryFiles.required", "must be true or false, not " + ValueCheck.kind(value));
    }
    return value.booleanValue();
  }
}
