package org.periplus.cwl.tool.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.JsonText;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.value.FileValues;

/** Builds the command line of a tool from its bindings. */
public final class CommandLine {

  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final ExpressionEngine engine;
  private final ExpressionContext context;

  private CommandLine(ExpressionEngine engine, ExpressionContext context) {
    this.engine = engine;
    this.context = context;
  }

  /**
   * The program and its arguments.
   *
   * @param shell whether a shell interprets the command line
   */
  public static List<String> of(
      CommandLineTool tool, boolean shell, ExpressionEngine engine, ExpressionContext context) {
    CommandLine commandLine = new CommandLine(engine, context);
    List<String> words = new ArrayList<>();
    tool.baseCommand().forEach(word -> words.add(shell ? quoted(word) : word));
    for (BoundValue bound : BindingCollector.collect(tool, engine, context)) {
      boolean quote = shell && bound.binding().shellQuote();
      commandLine.words(bound).forEach(word -> words.add(quote ? quoted(word) : word));
    }
    return shell ? List.of("/bin/sh", "-c", String.join(" ", words)) : List.copyOf(words);
  }

  private List<String> words(BoundValue bound) {
    CommandLineBinding binding = bound.binding();
    JsonNode value = bound.value();
    if (binding.valueFrom().isPresent()) {
      value = engine.evaluate(binding.valueFrom().get(), context.withSelf(value));
    }
    if (value.isNull() || value.isMissingNode()) {
      return List.of();
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? prefixOnly(binding) : List.of();
    }
    if (value.isArray()) {
      return arrayWords(binding, value);
    }
    if (value.isObject() && !FileValues.isFileOrDirectory(value)) {
      // What an expression has made has no fields with bindings of their own.
      return binding.valueFrom().isPresent()
          ? withPrefix(binding, text(value))
          : prefixOnly(binding);
    }
    return withPrefix(binding, text(value));
  }

  /** Items that have bindings of their own follow after the prefix. */
  private static List<String> arrayWords(CommandLineBinding binding, JsonNode value) {
    if (value.isEmpty()) {
      return List.of();
    }
    if (binding.itemSeparator().isPresent()) {
      return withPrefix(
          binding,
          StreamSupport.stream(value.spliterator(), false)
              .map(CommandLine::text)
              .collect(Collectors.joining(binding.itemSeparator().get())));
    }
    List<String> words = new ArrayList<>(prefixOnly(binding));
    if (binding.valueFrom().isPresent()) {
      value.forEach(item -> words.add(text(item)));
    }
    return words;
  }

  private static List<String> prefixOnly(CommandLineBinding binding) {
    return binding.prefix().map(List::of).orElse(List.of());
  }

  private static List<String> withPrefix(CommandLineBinding binding, String text) {
    if (binding.prefix().isEmpty()) {
      return List.of(text);
    }
    String prefix = binding.prefix().get();
    return binding.separate() ? List.of(prefix, text) : List.of(prefix + text);
  }

  private static String text(JsonNode value) {
    if (FileValues.isFileOrDirectory(value)) {
      if (!value.hasNonNull("path")) {
        throw new PlanException(
            "inputBinding", "the " + value.path("class").asText() + " has no path");
      }
      return value.path("path").asText();
    }
    return value.isNumber() ? JsonText.decimal(value) : JsonText.interpolated(value);
  }

  private static String quoted(String word) {
    return NEEDS_NO_QUOTES.matcher(word).matches()
        ? word
        : "'" + word.replace("'", "'\"'\"'") + "'";
  }
}
