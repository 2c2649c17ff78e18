package org.periplus.cwl.document.source;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.model.SourceLocation;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML (or JSON) text into {@link Node}s. Used once, for one text. */
public final class YamlReader {

  /** Nodes after all aliases are written out: more can only be meant to do harm. */
  private static final long MAX_NODES = 1_000_000;

  private final Source source;
  private final Problems problems;
  private final IdentityHashMap<org.snakeyaml.engine.v2.nodes.Node, Node> done =
      new IdentityHashMap<>();
  private final IdentityHashMap<org.snakeyaml.engine.v2.nodes.Node, Long> sizes =
      new IdentityHashMap<>();
  private final IdentityHashMap<org.snakeyaml.engine.v2.nodes.Node, Boolean> open =
      new IdentityHashMap<>();

  private YamlReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The root node, or empty when the text cannot be parsed, which is then a problem. */
  public static Optional<Node> read(String text, Source source, Problems problems) {
    return new YamlReader(source, problems).read(text);
  }

  private Optional<Node> read(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(source.name()).setSchema(new CoreSchema()).build();
    try {
      Composer composer =
          new Composer(
              settings,
              new DepthGuard(
                  new ParserImpl(settings, new StreamReader(settings, withoutMark(text)))));
      Optional<org.snakeyaml.engine.v2.nodes.Node> root = composer.getSingleNode();
      if (root.isEmpty()) {
        problems.invalid(new Place(source, 1, 1), "The document is empty.");
        return Optional.empty();
      }
      Node converted = convert(root.get());
      if (sizes.getOrDefault(root.get(), 1L) > MAX_NODES) {
        problems.invalid(
            converted.place(), "The aliases of this document expand to too many nodes.");
        return Optional.empty();
      }
      return Optional.of(converted);
    } catch (MarkedYamlEngineException e) {
      problems.invalid(locate(e), "This is not YAML: " + explain(e) + ".");
    } catch (ReaderException e) {
      problems.invalid(
          locate(text, e.getPosition()), "This is not YAML: a character is not allowed in it.");
    } catch (YamlEngineException e) {
      problems.invalid(new Place(source, 1, 1), "This is not YAML: " + e.getMessage() + ".");
    }
    return Optional.empty();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Node convert(org.snakeyaml.engine.v2.nodes.Node node) {
    Node known = done.get(node);
    if (known != null) {
      return known;
    }
    Place place = place(node.getStartMark());
    if (open.put(node, true) != null) {
      problems.invalid(place, "This alias contains itself; write the value out.");
      return new Node.Scalar(place, "", Node.Scalar.Kind.NULL);
    }
    Node result;
    if (node instanceof ScalarNode scalar) {
      result = scalar(scalar, place);
    } else if (node instanceof SequenceNode sequence) {
      result = sequence(sequence, place);
    } else {
      result = mapping((MappingNode) node, place);
    }
    open.remove(node);
    done.put(node, result);
    return result;
  }

  private Node scalar(ScalarNode node, Place place) {
    Tag tag = node.getTag();
    Node.Scalar.Kind kind = Node.Scalar.Kind.STRING;
    if (tag.equals(Tag.INT)) {
      kind = Node.Scalar.Kind.INTEGER;
    } else if (tag.equals(Tag.FLOAT)) {
      kind = Node.Scalar.Kind.FLOAT;
    } else if (tag.equals(Tag.BOOL)) {
      kind = Node.Scalar.Kind.BOOLEAN;
    } else if (tag.equals(Tag.NULL)) {
      kind = Node.Scalar.Kind.NULL;
    }
    Node.Scalar scalar = new Node.Scalar(place, node.getValue(), kind);
    try {
      Values.scalar(scalar);
    } catch (NumberFormatException e) {
      problems.invalid(place, "'" + node.getValue() + "' is tagged as a number but is none.");
      return new Node.Scalar(place, node.getValue(), Node.Scalar.Kind.STRING);
    }
    return scalar;
  }

  private Node sequence(SequenceNode node, Place place) {
    List<Node> items = new ArrayList<>();
    long size = 1;
    for (org.snakeyaml.engine.v2.nodes.Node item : node.getValue()) {
      items.add(convert(item));
      size = bounded(size + sizes.getOrDefault(item, 1L));
    }
    sizes.put(node, size);
    return new Node.Sequence(place, List.copyOf(items));
  }

  private Node mapping(MappingNode node, Place place) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    long size = 1;
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.invalid(keyPlace, "The key of a map must be a string.");
        continue;
      }
      Node value = convert(tuple.getValueNode());
      size = bounded(size + sizes.getOrDefault(tuple.getValueNode(), 1L));
      Node.Entry first = entries.get(key.getValue());
      if (first != null) {
        problems.invalid(
            keyPlace,
            "The key '%s' stands in this map twice; it was given on line %d already. Keep one."
                .formatted(key.getValue(), first.keyPlace().line()));
      } else {
        entries.put(key.getValue(), new Node.Entry(key.getValue(), keyPlace, value));
      }
    }
    sizes.put(node, size);
    return new Node.Mapping(place, entries);
  }

  private static long bounded(long size) {
    return Math.min(size, MAX_NODES + 1);
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(source, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Place(source, 1, 1));
  }

  private SourceLocation locate(MarkedYamlEngineException e) {
    return place(e.getProblemMark().or(e::getContextMark)).location();
  }

  private static String explain(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return context + problem;
  }

  private SourceLocation locate(String text, int position) {
    String before = text.substring(0, Math.max(0, Math.min(position, text.length())));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new SourceLocation(source.name(), line, before.length() - before.lastIndexOf('\n'));
  }
}
