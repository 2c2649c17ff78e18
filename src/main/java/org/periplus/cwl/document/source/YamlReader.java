package org.periplus.cwl.document.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.periplus.cwl.model.SourceLocation;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML (or JSON) text into {@link Node}s, as it goes through the parser's events: what
 * costs too much ends before it is built. Without merge keys, which neither YAML 1.2 nor CWL has.
 * Used once, for one text.
 */
public final class YamlReader {

  private static final String MERGE = "<<";

  private final Source source;
  private final Problems problems;
  private final Effort effort;
  private final Scalars scalars;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private Parser parser;
  private int depth;

  /** What has an anchor; empty as long as its end has not come. */
  private static final class Anchored {
    private Optional<Node> node = Optional.empty();
  }

  private YamlReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.effort = problems.effort();
    this.scalars = new Scalars(problems);
  }

  /**
   * The root node, or empty when the text cannot be parsed, which is then a problem.
   *
   * @throws TooMuchException if reading it costs more than the limits of these problems allow
   */
  public static Optional<Node> read(String text, Source source, Problems problems) {
    return new YamlReader(source, problems).read(text);
  }

  private Optional<Node> read(String text) {
    effort.text(text.length());
    // The parser copies what it has of a token as often as it fills its buffer: one filling.
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setBufferSize(Math.max(1, text.length()))
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    StreamReader characters = new StreamReader(settings, withoutMark(text));
    try {
      parser = new ParserImpl(settings, characters);
      Optional<Node> root = document();
      root.ifPresent(node -> NodeCount.check(node, effort));
      return root;
    } catch (MarkedYamlEngineException e) {
      problems.invalid(locate(e), "This is not YAML: " + explain(e) + ".");
    } catch (ReaderException e) {
      problems.invalid(
          locate(text, e.getPosition()), "This is not YAML: a character is not allowed in it.");
    } catch (YamlEngineException e) {
      problems.invalid(new Place(source, 1, 1), Problems.because("This is not YAML", e));
    } catch (NumberFormatException e) { // The scanner hands on what the JDK says of escapes.
      problems.invalid(
          new Place(source, characters.getLine() + 1, characters.getColumn() + 1),
          "This is not YAML: an escape sequence, such as \\u20AC, is cut off or no character.");
    }
    return Optional.empty();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Optional<Node> document() {
    parser.next(); // the start of the stream
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      problems.invalid(new Place(source, 1, 1), "The document is empty.");
      return Optional.empty();
    }
    parser.next(); // the start of the document
    Node root = node();
    parser.next(); // its end
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw new ParserException(
          "a text has one document, and another one begins here",
          parser.peekEvent().getStartMark());
    }
    return Optional.of(root);
  }

  private Node node() {
    effort.node();
    Event event = parser.next();
    Place place = place(event.getStartMark());
    if (event instanceof AliasEvent alias) {
      return alias(alias, place);
    }
    Anchored anchored = new Anchored();
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, anchored));
    Node node;
    if (event instanceof ScalarEvent scalar) {
      node = scalars.read(scalar, place);
    } else if (event instanceof SequenceStartEvent) {
      node = inside(event, () -> sequence(place));
    } else {
      node = inside((MappingStartEvent) event, () -> mapping(place));
    }
    anchored.node = Optional.of(node);
    return node;
  }

  private Node inside(Event start, Supplier<Node> collection) {
    depth++;
    if (depth > effort.limits().depth()) {
      throw new ParserException(
          "the text is nested deeper than " + effort.limits().depth() + " levels",
          start.getStartMark());
    }
    Node node = collection.get();
    depth--;
    return node;
  }

  private Node alias(AliasEvent alias, Place place) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new ParserException(
          "nothing before has the anchor &" + alias.getAlias(), alias.getStartMark());
    }
    return anchored.node.orElseGet(
        () -> {
          problems.invalid(place, "This alias contains itself; write the value out.");
          return Scalars.nothing(place);
        });
  }

  private Node sequence(Place place) {
    List<Node> items = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node());
    }
    parser.next();
    return new Node.Sequence(place, List.copyOf(items));
  }

  private Node mapping(Place place) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      boolean merge = isMerge(parser.peekEvent());
      Place keyPlace = place(parser.peekEvent().getStartMark());
      Node key = node();
      Node value = node();
      if (merge) {
        problems.invalid(
            keyPlace, "CWL has no merge keys ('<<'); write the fields out, or use $import.");
      } else if (key instanceof Node.Scalar scalar) {
        put(entries, new Node.Entry(scalar.text(), keyPlace, value));
      } else {
        problems.invalid(keyPlace, "The key of a map must be a string.");
      }
    }
    parser.next();
    return new Node.Mapping(place, entries);
  }

  private static boolean isMerge(Event key) {
    return key instanceof ScalarEvent scalar
        && scalar.getImplicit().canOmitTagInPlainScalar()
        && scalar.getValue().equals(MERGE);
  }

  private void put(Map<String, Node.Entry> entries, Node.Entry entry) {
    Node.Entry first = entries.putIfAbsent(entry.key(), entry);
    if (first != null) {
      problems.invalid(
          entry.keyPlace(),
          "The key '%s' stands in this map twice; it was given on line %d already. Keep one."
              .formatted(entry.key(), first.keyPlace().line()));
    }
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
