package org.periplus.cwl.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.read.Context;
import org.periplus.cwl.document.read.Fields;
import org.periplus.cwl.document.read.Library;
import org.periplus.cwl.document.read.RequirementReader;
import org.periplus.cwl.document.read.Shape;
import org.periplus.cwl.document.read.TypeScope;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Namespaces;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.document.source.YamlReader;
import org.periplus.cwl.model.Requirements;

/**
 * Reads an input object, in YAML or JSON, as it is given beside a document: "Input Objects" in the
 * CWL specification.
 */
public final class InputObjectReader {

  /** The member of an input object that is no value: the requirements that the run adds. */
  public static final String REQUIREMENTS = "cwl:requirements";

  private static final CwlDocument NO_DOCUMENT =
      new CwlDocument(Version.V1_2.toString(), Map.of(), Map.of(), List.of());

  private InputObjectReader() {}

  /**
   * An input object.
   *
   * @param values the values of inputs; Files and Directories have absolute locations
   * @param requirements what it asks for in {@code cwl:requirements}, which counts over the
   *     requirements of the process
   */
  public record Given(ObjectNode values, Requirements requirements) {

    /** No values. */
    public static final Given NOTHING =
        new Given(JsonNodeFactory.instance.objectNode(), Requirements.NONE);
  }

  /**
   * Reads it.
   *
   * @param name names the text in problems; if it is an absolute, hierarchical URI, relative
   *     locations are resolved against it
   * @param document the document that the inputs are meant for
   * @throws InvalidDocumentException with all problems, when there are any
   */
  public static Given read(String text, String name, CwlDocument document) {
    Problems problems = new Problems(DocumentLimits.USUAL);
    Source source = Source.of(name);
    Given given =
        problems.within(
            new Place(source, 1, 1).location(),
            () ->
                YamlReader.read(text, source, problems)
                    .map(root -> read(root, document, problems))
                    .orElse(Given.NOTHING));
    problems.throwIfAny();
    return given;
  }

  /**
   * Reads {@link #REQUIREMENTS} of an input object that came as JSON.
   *
   * @throws InvalidDocumentException with all problems, when there are any
   */
  public static Requirements requirements(JsonNode written) {
    ObjectNode alone = JsonNodeFactory.instance.objectNode().set(REQUIREMENTS, written);
    return read(alone.toString(), REQUIREMENTS, NO_DOCUMENT).requirements();
  }

  private static Given read(Node root, CwlDocument document, Problems problems) {
    if (root.isNull()) {
      return Given.NOTHING;
    }
    if (!(root instanceof Node.Mapping mapping)) {
      problems.invalid(
          root.place(),
          "An input object is a map from inputs to values, not " + root.describe() + ".");
      return Given.NOTHING;
    }
    Namespaces namespaces = Namespaces.of(document.namespaces()).and(mapping, problems);
    Context context =
        new Context(
            new Library(ReferenceResolver.none(), problems),
            problems,
            Version.of(document.cwlVersion()).orElse(Version.V1_2),
            namespaces,
            TypeScope.empty());
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!isInstruction(key)) {
                values.set(key, Values.json(entry.value(), namespaces));
              }
            });
    return new Given(values, requirements(context, mapping));
  }

  /** What is said to the runner, and is no value of an input. */
  private static boolean isInstruction(String key) {
    return key.startsWith("$") || key.startsWith("cwl:");
  }

  private static Requirements requirements(Context context, Node.Mapping root) {
    Optional<Node.Entry> written = Optional.ofNullable(root.entries().get(REQUIREMENTS));
    if (written.isEmpty()) {
      return Requirements.NONE;
    }
    Map<String, Node.Entry> alone = new LinkedHashMap<>();
    alone.put("requirements", written.get());
    Node.Mapping holder = new Node.Mapping(root.place(), alone);
    return new RequirementReader(context).read(Fields.unchecked(context, holder, Shape.GRAPH));
  }
}
