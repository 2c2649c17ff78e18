package org.periplus.cwl.tool.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.OutputBinding;
import org.periplus.cwl.model.SecondaryFile;
import org.periplus.cwl.model.ToolOutput;
import org.periplus.cwl.tool.plan.InsidePath;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.tool.plan.SecondaryPattern;
import org.periplus.cwl.tool.plan.Strings;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileContents;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.ValueCheck;
import org.periplus.folder.FolderLimits;

/** Applies the output bindings of a tool, in CWL's order: glob, contents, outputEval, the rest. */
final class OutputBinder {

  private static final int MOST_NAMES = 20;

  /** What an output or the field of a record says. */
  private record Wanted(
      String where,
      CwlType type,
      Optional<OutputBinding> binding,
      List<SecondaryFile> secondaryFiles,
      Optional<String> format) {}

  private final ExpressionEngine engine;
  private final ExpressionContext context;
  private final OutputPaths paths;
  private final OutputValues values;
  private final LoadListing usualListing;
  private final FolderLimits limits;

  OutputBinder(
      ExpressionEngine engine,
      ExpressionContext context,
      OutputPaths paths,
      OutputValues values,
      LoadListing usualListing,
      FolderLimits limits) {
    this.engine = engine;
    this.context = context;
    this.paths = paths;
    this.values = values;
    this.usualListing = usualListing;
    this.limits = limits;
  }

  JsonNode collect(ToolOutput output) {
    return collect(
        new Wanted(
            "'" + output.id() + "'",
            output.type(),
            output.outputBinding(),
            output.secondaryFiles(),
            output.format()));
  }

  private JsonNode collect(Wanted wanted) {
    try {
      JsonNode result = wanted.binding().map(b -> bind(wanted, b)).orElse(NullNode.getInstance());
      if (result.isNull() && wanted.type().required() instanceof CwlType.Record record) {
        return fields(wanted, record);
      }
      return result;
    } catch (IllegalArgumentException | PlanException e) {
      throw new OutputException(wanted.where(), e.getMessage());
    }
  }

  private JsonNode fields(Wanted wanted, CwlType.Record record) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (CwlType.Field field : record.fields()) {
      result.set(
          field.name(),
          collect(
              new Wanted(
                  wanted.where() + "." + field.name(),
                  field.type(),
                  field.outputBinding(),
                  field.secondaryFiles(),
                  field.format().stream().findFirst())));
    }
    return result;
  }

  private JsonNode bind(Wanted wanted, OutputBinding binding) {
    List<String> patterns = new ArrayList<>();
    for (String glob : binding.glob()) {
      patterns.addAll(Strings.of(engine.evaluate(glob, context), "glob"));
    }
    ArrayNode matched = match(patterns, binding);
    JsonNode result = matched;
    if (binding.outputEval().isPresent()) {
      result = engine.evaluate(binding.outputEval().get(), context.withSelf(matched)).deepCopy();
    }
    JsonNode value = fitted(wanted, patterns, result);
    FileValues.visit(value, file -> complete(file, wanted));
    return value;
  }

  private ArrayNode match(List<String> patterns, OutputBinding binding) {
    ArrayNode matched = JsonNodeFactory.instance.arrayNode();
    Glob glob = new Glob(paths, limits.entries());
    for (String pattern : patterns) {
      if (!pattern.isEmpty()) {
        glob.matches(pattern).forEach(path -> values.at(path).ifPresent(matched::add));
      }
    }
    for (JsonNode file : matched) {
      DirectoryListing.load((ObjectNode) file, binding.loadListing().orElse(usualListing));
      if (binding.loadContents()) {
        FileContents.load((ObjectNode) file);
      }
    }
    return matched;
  }

  /** One file instead of a list of one where the type is a single one; null instead of nothing. */
  private JsonNode fitted(Wanted wanted, List<String> patterns, JsonNode result) {
    CwlType type = wanted.type();
    if (!result.isArray() || (!result.isEmpty() && ValueCheck.matches(result, type))) {
      return result;
    }
    if (result.isEmpty() && ValueCheck.acceptsNull(type)) {
      return NullNode.getInstance();
    }
    if (!isSingleFile(type)) {
      return result;
    }
    if (result.isEmpty()) {
      throw new OutputException(
          wanted.where(), "nothing matches " + quoted(patterns) + "; " + whatThereIs());
    }
    if (result.size() > 1) {
      throw new OutputException(
          wanted.where(),
          "its type is "
              + type
              + ", but "
              + result.size()
              + " match "
              + quoted(patterns)
              + ": "
              + names(result));
    }
    return result.get(0);
  }

  private static boolean isSingleFile(CwlType type) {
    return type == CwlType.Primitive.FILE
        || type == CwlType.Primitive.DIRECTORY
        || (type instanceof CwlType.Union union
            && union.alternatives().stream().anyMatch(OutputBinder::isSingleFile));
  }

  private void complete(ObjectNode file, Wanted wanted) {
    SecondaryPattern secondary = new SecondaryPattern(engine, context);
    for (SecondaryFile entry : wanted.secondaryFiles()) {
      for (JsonNode name : secondary.wanted(entry, file)) {
        addSecondary(file, name, secondary.required(entry, file, false));
      }
    }
    if (FileValues.isFile(file)) {
      wanted
          .format()
          .map(format -> engine.evaluate(format, context.withSelf(file)))
          .filter(format -> !format.isNull())
          .ifPresent(format -> file.put("format", Strings.one(format, "format")));
    }
  }

  private void addSecondary(ObjectNode primary, JsonNode name, boolean required) {
    ArrayNode present = primary.withArray("/secondaryFiles");
    if (!name.isTextual()) {
      present.add(name.deepCopy());
      return;
    }
    String inside =
        InsidePath.parent(paths.absolute(primary.path("path").asText())) + "/" + name.textValue();
    values
        .at(InsidePath.normalized(inside))
        .ifPresentOrElse(
            present::add,
            () -> {
              if (required) {
                throw new IllegalArgumentException(
                    "'"
                        + primary.path("basename").asText()
                        + "' comes without its secondary file '"
                        + name.textValue()
                        + "'");
              }
            });
  }

  private String whatThereIs() {
    List<String> names =
        DirectoryListing.children(paths.resolve(paths.outputInside())).stream()
            .map(path -> "'" + path.getFileName() + "'")
            .toList();
    if (names.isEmpty()) {
      return "the output directory is empty";
    }
    return "the output directory holds "
        + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
  }

  private static String quoted(List<String> patterns) {
    return patterns.isEmpty()
        ? "(no glob is given)"
        : patterns.stream().collect(Collectors.joining("' or '", "'", "'"));
  }

  private static String names(JsonNode files) {
    List<String> names = new ArrayList<>();
    files.forEach(file -> names.add("'" + file.path("basename").asText() + "'"));
    return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
  }
}
