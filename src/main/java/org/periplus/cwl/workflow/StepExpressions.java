package org.periplus.cwl.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.WorkflowStep;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileValues;

/** Evaluates what a workflow step computes itself. Safe for use by several threads. */
public final class StepExpressions {

  /** The most that {@code loadContents} may load, in bytes. */
  private static final int MOST_CONTENTS = 64 * 1024;

  private final ExpressionEngine engine;

  public StepExpressions(ExpressionEngine engine) {
    this.engine = engine;
  }

  /**
   * The step's inputs after {@code valueFrom}. Every {@code valueFrom} sees the inputs as they were
   * linked.
   */
  ObjectNode valuesFrom(WorkflowStep step, Requirements workflow, ObjectNode linked) {
    ObjectNode values = linked.deepCopy();
    step.in().forEach(input -> listed(input, values.path(input.id())));
    ObjectNode seen = values.deepCopy();
    step.in().stream()
        .filter(StepInput::loadContents)
        .forEach(input -> loadContents(input, seen.path(input.id())));
    for (StepInput input : step.in()) {
      if (input.valueFrom().isPresent()) {
        JsonNode self = seen.has(input.id()) ? seen.get(input.id()) : NullNode.instance;
        values.set(
            input.id(),
            ExpressionException.locating(
                input.location(),
                () ->
                    engine.evaluate(
                        input.valueFrom().get(), context(step, workflow, seen).withSelf(self))));
      }
    }
    return values;
  }

  /** Whether the step is to run with these inputs; without {@code when} it always is. */
  boolean when(WorkflowStep step, Requirements workflow, ObjectNode inputs) {
    if (step.when().isEmpty()) {
      return true;
    }
    JsonNode value =
        ExpressionException.locating(
            step.location(),
            () -> engine.evaluate(step.when().get(), context(step, workflow, inputs)));
    if (!value.isBoolean()) {
      throw new WorkflowException(
          step.location(),
          "'when' of step '" + step.id() + "' must give true or false, not " + value);
    }
    return value.booleanValue();
  }

  private static ExpressionContext context(
      WorkflowStep step, Requirements workflow, ObjectNode inputs) {
    return ExpressionContext.of(
        inputs, step.requirements().inheriting(workflow).find(Requirement.InlineJavascript.class));
  }

  /** The value with the listing that the step asks for, which goes on to what the step runs. */
  static JsonNode listed(StepInput input, JsonNode value) {
    if (input.loadListing().isEmpty()) {
      return value;
    }
    try {
      FileValues.visit(
          value, directory -> DirectoryListing.load(directory, input.loadListing().get()));
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          input.location(), "loadListing of '" + input.id() + "': " + e.getMessage());
    }
    return value;
  }

  private static void loadContents(StepInput input, JsonNode value) {
    if (value.isArray()) {
      value.forEach(item -> loadContents(input, item));
    } else if (value instanceof ObjectNode file && file.path("class").asText().equals("File")) {
      if (file.hasNonNull("path") && !file.has("contents")) {
        file.put("contents", contents(input, Path.of(file.get("path").asText())));
      }
    }
  }

  private static String contents(StepInput input, Path path) {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(MOST_CONTENTS + 1);
      if (bytes.length > MOST_CONTENTS) {
        throw new WorkflowException(
            input.location(),
            "loadContents of '" + input.id() + "' takes at most 64 KiB; the file is larger");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WorkflowException(input.location(), "'" + input.id() + "' cannot be read: " + e);
    }
  }
}
