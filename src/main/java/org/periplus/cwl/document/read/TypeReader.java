package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Suggestions;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;

/** Reads types. A type that cannot be read is told and becomes {@code Any}. */
final class TypeReader {

  private static final Map<String, CwlType> PRIMITIVES =
      Arrays.stream(Primitive.values())
          .collect(Collectors.toUnmodifiableMap(Primitive::toString, Function.identity()));

  private static final int MAX_DIMENSIONS = 20;

  /** The characters of {@code []?} for each dimension. */
  private static final int MAX_SUFFIX = 3 * MAX_DIMENSIONS;

  private final Context context;

  TypeReader(Context context) {
    this.context = context;
  }

  CwlType read(Node node) {
    if (node instanceof Node.Sequence sequence) {
      if (sequence.items().isEmpty()) {
        context.invalid(sequence.place(), "A list of types must have at least one type.");
        return Primitive.ANY;
      }
      return union(sequence.items().stream().map(this::read).toList());
    }
    if (node instanceof Node.Mapping mapping) {
      return schema(mapping);
    }
    if (node.isString()) {
      return named(((Node.Scalar) node).text(), node.place());
    }
    context.invalid(
        node.place(),
        "A type is a name, a list of types or a map, not %s.%s"
            .formatted(node.describe(), node.isNull() ? " Write \"null\" in quotes." : ""));
    return Primitive.ANY;
  }

  /** One alternative, or a union without unions and repetitions in it. */
  private static CwlType union(List<CwlType> types) {
    Set<CwlType> flat = new LinkedHashSet<>();
    for (CwlType type : types) {
      if (type instanceof CwlType.Union union) {
        flat.addAll(union.alternatives());
      } else {
        flat.add(type);
      }
    }
    return flat.size() == 1 ? flat.iterator().next() : new CwlType.Union(List.copyOf(flat));
  }

  private CwlType named(String name, Place place) {
    context.problems().effort().goOn();
    if (name.endsWith("[]".repeat(MAX_DIMENSIONS)) || suffix(name) > MAX_SUFFIX) {
      context.invalid(place, "An array has at most " + MAX_DIMENSIONS + " dimensions.");
      return Primitive.ANY;
    }
    if (name.endsWith("?")) {
      return union(List.of(Primitive.NULL, named(name.substring(0, name.length() - 1), place)));
    }
    if (name.endsWith("[]")) {
      CwlType items = named(name.substring(0, name.length() - 2), place);
      return new CwlType.Array(items, Optional.empty());
    }
    CwlType primitive = PRIMITIVES.get(name);
    if (primitive != null) {
      return primitive;
    }
    return context.types().find(name, place).orElseGet(() -> unknown(name, place));
  }

  /** How many characters of {@code []} and {@code ?} a name ends with. */
  private static int suffix(String name) {
    int end = name.length();
    while (end > 0 && "[]?".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return name.length() - end;
  }

  private CwlType unknown(String name, Place place) {
    String help;
    if (Set.of("array", "record", "enum").contains(name)) {
      help = " Write it as a map one level deeper: type: {type: " + name + ", ...}.";
    } else if (Set.of("stdin", "stdout", "stderr").contains(name)) {
      help = " It stands alone, and only in the inputs or outputs of a CommandLineTool.";
    } else {
      List<String> known = new ArrayList<>(PRIMITIVES.keySet());
      known.addAll(context.types().names());
      help = Suggestions.didYouMean(name, known);
      if (help.isEmpty()) {
        help = " Name a type of CWL, or declare it in a SchemaDefRequirement.";
      }
    }
    context.invalid(place, "There is no type '" + name + "'." + help);
    return Primitive.ANY;
  }

  private CwlType schema(Node.Mapping mapping) {
    Node.Entry type = mapping.entries().get("type");
    String kind = type != null && type.value() instanceof Node.Scalar scalar ? scalar.text() : "";
    return switch (Identifiers.local(kind)) {
      case "array" -> array(Fields.of(context, mapping, Shape.ARRAY));
      case "enum" -> enumeration(Fields.of(context, mapping, Shape.ENUM));
      case "record" -> record(Fields.of(context, mapping, Shape.RECORD));
      default -> {
        context.invalid(
            type == null ? mapping.place() : type.value().place(),
            "A type that is a map has the type array, record or enum.");
        yield Primitive.ANY;
      }
    };
  }

  private CwlType array(Fields fields) {
    fields.require("items");
    CwlType items = fields.node("items").map(this::read).orElse(Primitive.ANY);
    return new CwlType.Array(items, binding(fields));
  }

  private CwlType enumeration(Fields fields) {
    fields.require("symbols");
    List<String> symbols =
        fields.texts("symbols").stream()
            .map(s -> s.contains("#") ? Identifiers.local(s) : s)
            .toList();
    if (fields.has("symbols") && symbols.isEmpty() && fields.list("symbols").isEmpty()) {
      context.invalid(fields.place("symbols"), "An enum needs at least one symbol.");
    }
    return new CwlType.Enumeration(name(fields), symbols, binding(fields));
  }

  private CwlType record(Fields fields) {
    List<CwlType.Field> all = new ArrayList<>();
    for (Item item : Items.RECORD_FIELDS.of(fields, "fields")) {
      all.add(field(item));
    }
    return new CwlType.Record(name(fields), all, binding(fields));
  }

  private CwlType.Field field(Item item) {
    Fields fields = Fields.of(context, item.node(), Shape.FIELD);
    fields.require("type");
    Bindings bindings = new Bindings(fields);
    return new CwlType.Field(
        item.localName(),
        fields.documentation(),
        fields.node("type").map(this::read).orElse(Primitive.ANY),
        bindings.secondaryFiles(),
        bindings.formats(),
        fields.flag("loadContents", false),
        bindings.loadListing(),
        bindings.commandLine(),
        bindings.output());
  }

  private static Optional<String> name(Fields fields) {
    return fields.text("name").map(Identifiers::local);
  }

  private static Optional<CommandLineBinding> binding(Fields fields) {
    return new Bindings(fields).commandLine();
  }
}
