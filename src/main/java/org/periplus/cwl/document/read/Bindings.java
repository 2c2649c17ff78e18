package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.OutputBinding;
import org.periplus.cwl.model.SecondaryFile;

/** Reads what parameters and record fields have in common beside their types. */
final class Bindings {

  static final Map<String, LoadListing> LISTINGS = listings();

  private static final Set<CwlType> WITHOUT_FILES =
      Set.of(
          CwlType.Primitive.NULL,
          CwlType.Primitive.BOOLEAN,
          CwlType.Primitive.INT,
          CwlType.Primitive.LONG,
          CwlType.Primitive.FLOAT,
          CwlType.Primitive.DOUBLE,
          CwlType.Primitive.STRING);

  private final Fields fields;

  Bindings(Fields fields) {
    this.fields = fields;
  }

  private static Map<String, LoadListing> listings() {
    Map<String, LoadListing> listings = new LinkedHashMap<>();
    listings.put("no_listing", LoadListing.NO_LISTING);
    listings.put("shallow_listing", LoadListing.SHALLOW_LISTING);
    listings.put("deep_listing", LoadListing.DEEP_LISTING);
    return Collections.unmodifiableMap(listings);
  }

  Optional<CommandLineBinding> commandLine() {
    return fields.object("inputBinding", Shape.COMMAND_LINE_BINDING).map(Bindings::commandLine);
  }

  static CommandLineBinding commandLine(Fields binding) {
    return new CommandLineBinding(
        position(binding),
        binding.text("prefix"),
        binding.flag("separate", true),
        binding.text("itemSeparator"),
        binding.text("valueFrom"),
        binding.flag("shellQuote", true),
        binding.flag("loadContents", false));
  }

  private static String position(Fields binding) {
    Optional<Node> value = binding.node("position");
    if (value.isEmpty()) {
      return "0";
    }
    if (value.get() instanceof Node.Scalar scalar) {
      if (scalar.kind() == Node.Scalar.Kind.INTEGER) {
        return Values.scalar(scalar).asText();
      }
      if (scalar.isString() && Values.isExpression(scalar.text())) {
        return scalar.text();
      }
    }
    binding.expected("'position' must be an integer or an expression", value.get());
    return "0";
  }

  Optional<OutputBinding> output() {
    return fields
        .object("outputBinding", Shape.OUTPUT_BINDING)
        .map(
            binding ->
                new OutputBinding(
                    binding.texts("glob"),
                    binding.flag("loadContents", false),
                    binding.choice("loadListing", LISTINGS),
                    binding.text("outputEval")));
  }

  Optional<LoadListing> loadListing() {
    return fields.choice("loadListing", LISTINGS);
  }

  /** The formats, their prefixes expanded. */
  List<String> formats() {
    return fields.textNodes("format").stream().map(this::format).toList();
  }

  private String format(Node.Scalar format) {
    if (Values.isExpression(format.text())) {
      return format.text();
    }
    Optional<String> expanded = fields.context().namespaces().expand(format.text());
    if (expanded.isEmpty() && !format.text().startsWith("urn:")) {
      fields
          .context()
          .problems()
          .warn(
              format.place().location(),
              "The prefix of the format '%s' is not declared in $namespaces; the format is taken as it is written."
                  .formatted(format.text()));
    }
    return expanded.orElse(format.text());
  }

  /** Tells of fields that say something about files where the type has none. */
  void checkFiles(CwlType type) {
    if (mayHoldFiles(type)) {
      return;
    }
    for (String field : List.of("secondaryFiles", "format")) {
      if (fields.has(field)) {
        fields
            .context()
            .invalid(
                fields.place(field),
                "'%s' is for files, but the type is %s; take it away or make the type File."
                    .formatted(field, type));
      }
    }
  }

  private static boolean mayHoldFiles(CwlType type) {
    if (type instanceof CwlType.Array array) {
      return mayHoldFiles(array.items());
    }
    if (type instanceof CwlType.Union union) {
      return union.alternatives().stream().anyMatch(Bindings::mayHoldFiles);
    }
    return !(type instanceof CwlType.Enumeration) && !WITHOUT_FILES.contains(type);
  }

  List<SecondaryFile> secondaryFiles() {
    List<SecondaryFile> files = new ArrayList<>();
    for (Node node : fields.list("secondaryFiles")) {
      if (node instanceof Node.Scalar scalar && scalar.isString()) {
        files.add(shortForm(scalar.text()));
      } else if (fields.context().version() == Version.V1_0) {
        fields.expected(
            "In CWL v1.0 each entry of 'secondaryFiles' is a string (maps came with v1.1; set"
                + " cwlVersion: v1.1)",
            node);
      } else {
        fields
            .asObject(node, "Each entry of 'secondaryFiles'", Shape.SECONDARY_FILE)
            .ifPresent(f -> files.add(longForm(f)));
      }
    }
    return files;
  }

  private SecondaryFile shortForm(String pattern) {
    if (pattern.endsWith("?") && fields.context().version() != Version.V1_0) {
      return new SecondaryFile(pattern.substring(0, pattern.length() - 1), Optional.of("false"));
    }
    return new SecondaryFile(pattern, Optional.empty());
  }

  private static SecondaryFile longForm(Fields file) {
    file.require("pattern");
    Optional<String> required = Optional.empty();
    Optional<Node> value = file.node("required");
    if (value.isPresent()) {
      if (value.get() instanceof Node.Scalar scalar
          && (scalar.kind() == Node.Scalar.Kind.BOOLEAN || Values.isExpression(scalar.text()))) {
        required = Optional.of(scalar.text());
      } else {
        file.expected("'required' must be true, false or an expression", value.get());
      }
    }
    return new SecondaryFile(file.text("pattern").orElse(""), required);
  }
}
