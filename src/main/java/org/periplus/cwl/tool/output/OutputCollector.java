package org.periplus.cwl.tool.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.ToolOutput;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.cwl.value.ValueCheck;

/**
 * Makes the output object out of what a tool has left. Files keep their place: each value has the
 * {@code path} and {@code location} of a file on the host, in the output directory of the run, in
 * its staging directory, or among its inputs. Nothing else of the host can become an output.
 *
 * <p>Threads may share it.
 */
public final class OutputCollector {

  private static final String OUTPUT_OBJECT = "cwl.output.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExpressionEngine engine;
  private final boolean checksums;
  private final CollectionRules rules;

  /**
   * @param checksums whether Files get their SHA-1 sums, for which each is read once
   */
  public OutputCollector(ExpressionEngine engine, boolean checksums, CollectionRules rules) {
    this.engine = engine;
    this.checksums = checksums;
    this.rules = rules;
  }

  /**
   * The output object. What the tool could change in place is taken over as well.
   *
   * @param exitCode what expressions see as {@code runtime.exitCode}
   * @throws OutputException naming the output, what was looked for and what was found
   * @throws org.periplus.cwl.expression.ExpressionException when an expression fails
   */
  public ObjectNode collect(CommandLineTool tool, ToolPlan plan, RunFolders folders, int exitCode) {
    OutputPaths paths = new OutputPaths(plan, folders);
    OutputValues values = new OutputValues(paths, folders, checksums, rules);
    Path written = outputObject(paths);
    takeOverInPlace(plan, folders, values);
    ObjectNode outputs;
    if (Files.isRegularFile(written)) {
      outputs = read(written, rules.largestObject());
    } else {
      outputs = bind(tool, plan, paths, values, exitCode);
    }
    outputs
        .properties()
        .forEach(
            output -> {
              try {
                values.settle(output.getValue());
              } catch (IllegalArgumentException e) {
                throw new OutputException("'" + output.getKey() + "'", e.getMessage());
              }
            });
    checkTypes(tool.outputs(), outputs);
    return outputs;
  }

  /** Later steps, and this program, go on with inputs that the tool has changed in their place. */
  private static void takeOverInPlace(ToolPlan plan, RunFolders folders, OutputValues values) {
    try {
      plan.mounts().stream()
          .filter(mount -> !mount.readOnly() && !folders.holds(mount.host()))
          .forEach(mount -> values.takeOver(mount.inside()));
    } catch (IllegalArgumentException e) {
      throw new OutputException("of an update in place", e.getMessage());
    }
  }

  private static Path outputObject(OutputPaths paths) {
    try {
      return paths.resolve(paths.outputInside() + "/" + OUTPUT_OBJECT);
    } catch (IllegalArgumentException e) {
      throw new OutputException(OUTPUT_OBJECT, e.getMessage());
    }
  }

  private ObjectNode bind(
      CommandLineTool tool, ToolPlan plan, OutputPaths paths, OutputValues values, int exitCode) {
    ExpressionContext context =
        new ExpressionContext(
            plan.inputs(),
            NullNode.getInstance(),
            plan.runtime().deepCopy().put("exitCode", exitCode),
            plan.requirements().find(Requirement.InlineJavascript.class));
    LoadListing usualListing =
        plan.requirements()
            .find(Requirement.Listing.class)
            .map(Requirement.Listing::loadListing)
            .orElse(LoadListing.NO_LISTING);
    OutputBinder binder =
        new OutputBinder(engine, context, paths, values, usualListing, rules.limits());
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    for (ToolOutput output : tool.outputs()) {
      outputs.set(
          output.id(),
          ExpressionException.locating(output.location(), () -> binder.collect(output)));
    }
    return outputs;
  }

  private static ObjectNode read(Path file, long largest) {
    try {
      if (Files.size(file) > largest) {
        throw new OutputException(
            OUTPUT_OBJECT, "has %d bytes, and may have %d".formatted(Files.size(file), largest));
      }
      JsonNode value = JSON.readTree(Files.readAllBytes(file));
      if (value instanceof ObjectNode object) {
        checkNumbers(object);
        return object;
      }
      throw new OutputException(OUTPUT_OBJECT, "must be an object, not " + ValueCheck.kind(value));
    } catch (StreamConstraintsException e) {
      throw new OutputException(
          OUTPUT_OBJECT, "is refused: " + e.getOriginalMessage().split(", from `", 2)[0]);
    } catch (JsonProcessingException e) {
      throw new OutputException(
          OUTPUT_OBJECT, "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw new OutputException(OUTPUT_OBJECT, "is not in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Infinity would be written as a text. */
  private static void checkNumbers(JsonNode value) {
    if (value.isDouble() && Double.isInfinite(value.doubleValue())) {
      throw new OutputException(OUTPUT_OBJECT, "has a number beyond 1.8e308");
    }
    value.forEach(OutputCollector::checkNumbers);
  }

  /**
   * Outputs that are not there become null; all must be of their types. {@code Any} is anything but
   * null where a value is asked for, and anything at all where one is given: the official suite has
   * steps that give null as Any.
   */
  public static void checkTypes(List<? extends OutputParameter> parameters, ObjectNode outputs) {
    for (OutputParameter parameter : parameters) {
      if (!outputs.has(parameter.id())) {
        outputs.putNull(parameter.id());
      }
      if (parameter.type() == CwlType.Primitive.ANY && outputs.get(parameter.id()).isNull()) {
        continue;
      }
      ValueCheck.mismatch(outputs.get(parameter.id()), parameter.type())
          .ifPresent(
              wrong -> {
                throw new OutputException(
                    "'" + parameter.id() + "'" + wrong.where(), wrong.reason());
              });
    }
  }
}
