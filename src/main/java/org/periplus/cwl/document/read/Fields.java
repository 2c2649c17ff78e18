package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Suggestions;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.model.Documentation;

/** The fields of one object, read by their types; whatever does not fit becomes a problem. */
public final class Fields {

  private final Context context;
  private final Node.Mapping node;
  private final Shape shape;

  private Fields(Context context, Node.Mapping node, Shape shape) {
    this.context = context;
    this.node = node;
    this.shape = shape;
  }

  /** The fields, after a look for ones that the object must not have. */
  static Fields of(Context context, Node.Mapping node, Shape shape) {
    context.problems().effort().goOn();
    Fields fields = new Fields(context, node, shape);
    node.entries().values().forEach(fields::checkKnown);
    return fields;
  }

  /** The fields, without that look. */
  public static Fields unchecked(Context context, Node.Mapping node, Shape shape) {
    return new Fields(context, node, shape);
  }

  /** The same fields; what is wrong with them is told by somebody else. */
  Fields quietly() {
    Context quiet =
        new Context(
            context.library(),
            context.problems().quiet(),
            context.version(),
            context.namespaces(),
            context.types());
    return new Fields(quiet, node, shape);
  }

  private void checkKnown(Node.Entry entry) {
    String key = entry.key();
    Version since = shape.fields().get(key);
    if (since != null) {
      if (context.version().before(since)) {
        context.invalid(
            entry.keyPlace(),
            "The field '%s' came with CWL %s, but this document is %s; set cwlVersion: %s."
                .formatted(key, since, context.version(), since));
      }
    } else if (key.indexOf(':') > 0) {
      if (context.namespaces().expand(key).isEmpty()) {
        String prefix = key.substring(0, key.indexOf(':'));
        // Packages have fields of others, which their authors forgot to declare: they say nothing
        // to a runner.
        context
            .problems()
            .warn(
                entry.keyPlace().location(),
                "The prefix '%s' of the field '%s' is not declared; add it to $namespaces."
                    .formatted(prefix, key));
      }
    } else {
      context.invalid(
          entry.keyPlace(),
          "%s has no field '%s'.%s".formatted(capital(shape.name()), key, help(key)));
    }
  }

  private String help(String key) {
    String meant = Suggestions.didYouMean(key, shape.fields().keySet());
    return meant.isEmpty() ? " Take it away; its fields are " + known() + "." : meant;
  }

  private String known() {
    return Suggestions.list(shape.fields().keySet().stream().sorted().toList());
  }

  Context context() {
    return context;
  }

  Place place() {
    return node.place();
  }

  /** Where the field's value stands, or else the object. */
  Place place(String name) {
    return node(name).map(Node::place).orElse(node.place());
  }

  /** The value, if the field is there and not null. */
  Optional<Node> node(String name) {
    return Optional.ofNullable(node.entries().get(name))
        .map(Node.Entry::value)
        .filter(n -> !n.isNull());
  }

  boolean has(String name) {
    return node(name).isPresent();
  }

  void require(String name) {
    if (!node.has(name)) {
      context.invalid(
          node.place(), "%s needs the field '%s'.".formatted(capital(shape.name()), name));
    }
  }

  Optional<String> text(String name) {
    return node(name).flatMap(n -> asText(n, "'" + name + "'"));
  }

  boolean flag(String name, boolean otherwise) {
    Optional<Node> value = node(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get() instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.BOOLEAN) {
      return Boolean.parseBoolean(scalar.text());
    }
    expected("'" + name + "' must be true or false", value.get());
    return otherwise;
  }

  /** A string, or a list of strings. */
  List<String> texts(String name) {
    return textNodes(name).stream().map(Node.Scalar::text).toList();
  }

  /** The scalars of a string or a list of strings. */
  List<Node.Scalar> textNodes(String name) {
    List<Node.Scalar> texts = new ArrayList<>();
    for (Node item : list(name)) {
      if (asText(item, "Each entry of '" + name + "'").isPresent()) {
        texts.add((Node.Scalar) item);
      }
    }
    return texts;
  }

  /** The items of a list, or the one value that stands for a list. */
  List<Node> list(String name) {
    return node(name)
        .map(n -> n instanceof Node.Sequence sequence ? sequence.items() : List.of(n))
        .orElse(List.of());
  }

  boolean isList(String name) {
    return node(name).filter(Node.Sequence.class::isInstance).isPresent();
  }

  List<Integer> integers(String name) {
    List<Integer> numbers = new ArrayList<>();
    for (Node item : list(name)) {
      if (item instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.INTEGER) {
        JsonNode value = Values.scalar(scalar);
        if (value.canConvertToInt()) {
          numbers.add(value.intValue());
          continue;
        }
      }
      expected("'" + name + "' must be a list of integers", item);
    }
    return numbers;
  }

  /** One of some words. */
  <T> Optional<T> choice(String name, Map<String, T> choices) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    T chosen = choices.get(Identifiers.local(text.get()));
    if (chosen == null) {
      context.invalid(
          place(name),
          "'%s' cannot be '%s'; it is one of %s."
              .formatted(name, text.get(), Suggestions.list(choices.keySet())));
    }
    return Optional.ofNullable(chosen);
  }

  /** A map inside of this one. */
  Optional<Fields> object(String name, Shape of) {
    return node(name).flatMap(n -> asObject(n, "'" + name + "'", of));
  }

  Optional<Fields> asObject(Node value, String what, Shape of) {
    if (value instanceof Node.Mapping mapping) {
      return Optional.of(Fields.of(context, mapping, of));
    }
    expected(what + " must be a map", value);
    return Optional.empty();
  }

  /** A value of any type, with relative locations of files resolved. */
  Optional<JsonNode> value(String name) {
    return node(name).map(n -> Values.json(n, context.namespaces()));
  }

  Documentation documentation() {
    List<String> lines = texts("doc");
    Optional<String> doc =
        lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    Optional<String> label = text("label");
    return label.isEmpty() && doc.isEmpty() ? Documentation.NONE : new Documentation(label, doc);
  }

  /** The fields with a namespace, their names expanded. */
  Map<String, JsonNode> extensions() {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    for (Node.Entry entry : node.entries().values()) {
      if (entry.key().indexOf(':') > 0) {
        context
            .namespaces()
            .expand(entry.key())
            .ifPresent(name -> found.put(name, Values.plain(entry.value())));
      }
    }
    return found;
  }

  Optional<String> asText(Node value, String what) {
    if (value instanceof Node.Scalar scalar && scalar.isString()) {
      return Optional.of(scalar.text());
    }
    String quote =
        value instanceof Node.Scalar && !value.isNull() ? "; put it in quotes if it is one" : "";
    context.invalid(
        value.place(), "%s must be a string, not %s%s.".formatted(what, value.describe(), quote));
    return Optional.empty();
  }

  void expected(String rule, Node actual) {
    context.invalid(actual.place(), "%s, not %s.".formatted(rule, actual.describe()));
  }

  public static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
