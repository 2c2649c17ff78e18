package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parameter reference such as {@code $(inputs.bands["green"][0].path)}, without JavaScript. */
record ParameterReference(String source, String root, List<Segment> segments) {

  private static final Set<String> ROOTS = Set.of("inputs", "self", "runtime", "null");
  private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+");

  /** Possessive: what may be tried again takes stack for each character. */
  private static final Pattern SEGMENT =
      Pattern.compile(
          "\\.([\\p{L}\\p{N}\\p{M}_]+)"
              + "|\\['((?:[^'\\\\]|\\\\.)*+)'\\]"
              + "|\\[\"((?:[^\"\\\\]|\\\\.)*+)\"\\]"
              + "|\\[([0-9]{1,9})\\]");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  /** A step into a value. */
  sealed interface Segment {}

  private record Key(String name) implements Segment {
    @Override
    public String toString() {
      return "'" + name + "'";
    }
  }

  private record Index(int number) implements Segment {}

  /** The reference that the code is, if it is one. */
  static Optional<ParameterReference> parse(Template.Code code) {
    if (code.isBody()) {
      return Optional.empty();
    }
    String inner = code.inner();
    Matcher symbol = SYMBOL.matcher(inner);
    if (!symbol.lookingAt() || Character.isDigit(inner.charAt(0))) {
      return Optional.empty();
    }
    List<Segment> segments = new ArrayList<>();
    Matcher segment = SEGMENT.matcher(inner);
    int at = symbol.end();
    while (at < inner.length()) {
      segment.region(at, inner.length());
      if (!segment.lookingAt()) {
        return Optional.empty();
      }
      segments.add(segment(segment));
      at = segment.end();
    }
    return Optional.of(
        new ParameterReference(code.source(), symbol.group(), List.copyOf(segments)));
  }

  private static Segment segment(Matcher matched) {
    if (matched.group(1) != null) {
      return new Key(matched.group(1));
    }
    if (matched.group(4) != null) {
      return new Index(Integer.parseInt(matched.group(4)));
    }
    String quoted = matched.group(2) != null ? matched.group(2) : matched.group(3);
    return new Key(ESCAPED.matcher(quoted).replaceAll("$1"));
  }

  JsonNode resolve(ExpressionContext context) {
    JsonNode value =
        switch (root) {
          case "inputs" -> context.inputs();
          case "self" -> context.self();
          case "runtime" -> context.runtime();
          case "null" -> NullNode.getInstance();
          default -> throw unknownRoot();
        };
    String path = root;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      value = step(value, segment, path, i == segments.size() - 1);
      path +=
          segment instanceof Key key ? "." + key.name() : "[" + ((Index) segment).number() + "]";
    }
    return value;
  }

  /** What is wrong with it whatever the values are, where inputs has these names. */
  Optional<ExpressionException> mistake(Set<String> inputs) {
    if (!ROOTS.contains(root)) {
      return Optional.of(unknownRoot());
    }
    return root.equals("inputs")
            && !segments.isEmpty()
            && segments.get(0) instanceof Key key
            && !inputs.contains(key.name())
        ? Optional.of(failure("'inputs' has no field " + key))
        : Optional.empty();
  }

  private ExpressionException unknownRoot() {
    return failure("'" + root + "' is not defined; there are inputs, self and runtime");
  }

  private JsonNode step(JsonNode value, Segment segment, String path, boolean last) {
    if (segment instanceof Index index) {
      if (value.isTextual() && index.number() < value.textValue().length()) {
        return TextNode.valueOf(String.valueOf(value.textValue().charAt(index.number())));
      }
      if (value.isTextual() || (value.isArray() && !value.has(index.number()))) {
        throw failure("'" + path + "' has no item " + index.number());
      }
      if (!value.isArray()) {
        throw failure("'" + path + "' is " + kind(value) + " and has no items");
      }
      return value.get(index.number());
    }
    Key key = (Key) segment;
    if (value.isArray() && last && key.name().equals("length")) {
      return IntNode.valueOf(value.size());
    }
    if (!value.isObject()) {
      throw failure("'" + path + "' is " + kind(value) + " and has no field " + key);
    }
    if (!value.has(key.name())) {
      throw failure("'" + path + "' has no field " + key);
    }
    return value.get(key.name());
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL, MISSING -> "null";
      default -> "an object";
    };
  }

  private ExpressionException failure(String reason) {
    return new ExpressionException(source, reason, 0);
  }
}
