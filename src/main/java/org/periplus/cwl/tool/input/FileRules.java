package org.periplus.cwl.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.SecondaryFile;
import org.periplus.cwl.tool.plan.Strings;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileContents;
import org.periplus.cwl.value.FileValues;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.value.ValueCheck;

/** Applies what a parameter, or the field of a record, says about its Files and Directories. */
final class FileRules {

  /** What one parameter or field says. */
  private record Rules(
      List<SecondaryFile> secondaryFiles,
      List<String> format,
      boolean loadContents,
      Optional<LoadListing> loadListing) {}

  private final ExpressionEngine engine;
  private final ExpressionContext context;
  private final FormatRelation formats;
  private final LoadListing usualListing;
  private final InputSecondaryFiles secondaryFiles;

  FileRules(
      ExpressionEngine engine,
      ExpressionContext context,
      FormatRelation formats,
      LoadListing usualListing,
      boolean lookBeside) {
    this.engine = engine;
    this.context = context;
    this.formats = formats;
    this.usualListing = usualListing;
    this.secondaryFiles = new InputSecondaryFiles(engine, context, lookBeside);
  }

  void apply(JsonNode value, InputParameter parameter) {
    Rules rules =
        new Rules(
            parameter.secondaryFiles(),
            parameter.format(),
            parameter.loadContents() || loadsContents(parameter.inputBinding()),
            parameter.loadListing());
    apply(value, parameter.type(), rules, "'" + parameter.id() + "'");
  }

  private void apply(JsonNode value, CwlType type, Rules rules, String where) {
    if (FileValues.isFile(value)) {
      applyToFile((ObjectNode) value, rules, where);
    } else if (FileValues.isDirectory(value)) {
      DirectoryListing.load((ObjectNode) value, rules.loadListing().orElse(usualListing));
    } else if (type instanceof CwlType.Union union) {
      union.alternatives().stream()
          .filter(alternative -> ValueCheck.matches(value, alternative))
          .findFirst()
          .ifPresent(alternative -> apply(value, alternative, rules, where));
    } else if (value.isArray()) {
      CwlType items = type instanceof CwlType.Array array ? array.items() : CwlType.Primitive.ANY;
      for (int i = 0; i < value.size(); i++) {
        apply(value.get(i), items, rules, where + "[" + i + "]");
      }
    } else if (value.isObject() && type instanceof CwlType.Record record) {
      for (CwlType.Field field : record.fields()) {
        if (value.hasNonNull(field.name())) {
          apply(value.get(field.name()), field.type(), rules(field), where + "." + field.name());
        }
      }
    }
  }

  private static Rules rules(CwlType.Field field) {
    return new Rules(
        field.secondaryFiles(),
        field.format(),
        field.loadContents() || loadsContents(field.inputBinding()),
        field.loadListing());
  }

  private static boolean loadsContents(Optional<CommandLineBinding> binding) {
    return binding.map(CommandLineBinding::loadContents).orElse(false);
  }

  private void applyToFile(ObjectNode file, Rules rules, String where) {
    if (!rules.secondaryFiles().isEmpty()) {
      secondaryFiles.complete(file, rules.secondaryFiles(), where);
    }
    if (rules.loadContents()) {
      try {
        FileContents.load(file);
      } catch (IllegalArgumentException e) {
        throw new InputException(where, e.getMessage());
      }
    }
    checkFormat(file, rules.format(), where);
  }

  private void checkFormat(ObjectNode file, List<String> allowed, String where) {
    if (allowed.isEmpty() || !file.hasNonNull("format")) {
      return;
    }
    String actual = file.path("format").asText();
    List<String> asked =
        allowed.stream()
            .map(format -> engine.evaluate(format, context.withSelf(file)))
            .flatMap(format -> Strings.of(format, where + ".format").stream())
            .toList();
    if (asked.stream().noneMatch(format -> formats.covers(actual, format))) {
      throw new InputException(
          where, "its format is " + actual + ", asked for is " + String.join(" or ", asked));
    }
  }
}
