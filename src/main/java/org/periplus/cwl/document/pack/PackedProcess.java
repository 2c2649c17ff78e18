package org.periplus.cwl.document.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Namespaces;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Values;

/**
 * A process as it stands in a packed document: its names are those that are known within it,
 * whatever the document is called. Used by one thread.
 */
final class PackedProcess {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Pattern TYPE = Pattern.compile("([^\\[?]*)((?:\\[])*\\??)");

  private final String id;
  private final Source own;
  private final Namespaces namespaces;
  private final Function<Node.Scalar, String> runs;
  private final Function<Source, String> files;
  private final Map<String, String> types = new HashMap<>();

  /**
   * @param id what the process was called, which its own names may begin with
   * @param own its document
   * @param runs says how a process is called that a step refers to
   * @param files says how a document is called that types come from; the process's own as this is
   */
  PackedProcess(
      String id,
      Source own,
      Namespaces namespaces,
      Function<Node.Scalar, String> runs,
      Function<Source, String> files) {
    this.id = id;
    this.own = own;
    this.namespaces = namespaces;
    this.runs = runs;
    this.files = files;
  }

  ObjectNode of(Node.Mapping process) {
    for (String field : List.of("requirements", "hints")) {
      Node.Entry entry = process.entries().get(field);
      if (entry != null) {
        each(entry.value(), this::declare, this::plain);
      }
    }
    return fields(
        process,
        (name, value) ->
            switch (name) {
              case "inputs", "outputs" -> each(value, this::parameter, this::type);
              case "steps" -> each(value, this::step, this::plain);
              case "requirements", "hints" -> requirements(value);
              default -> plain(value);
            });
  }

  /** What becomes of a field. */
  private interface Field {
    JsonNode of(String name, Node value);
  }

  private static ObjectNode fields(Node.Mapping mapping, Field field) {
    ObjectNode packed = JSON.objectNode();
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              if (!Unpacked.isOfTheDocument(name)) {
                packed.set(name, field.of(name, entry.value()));
              }
            });
    return packed;
  }

  /** The entries of a list, or those of a map from names, some of which may be in short. */
  private static JsonNode each(
      Node node, Function<Node.Mapping, JsonNode> whole, Function<Node, JsonNode> inShort) {
    if (node instanceof Node.Sequence list) {
      return list(list, item -> one(item, whole, inShort));
    }
    return node instanceof Node.Mapping map
        ? fields(map, (name, value) -> one(value, whole, inShort))
        : inShort.apply(node);
  }

  private static JsonNode one(
      Node node, Function<Node.Mapping, JsonNode> whole, Function<Node, JsonNode> inShort) {
    return node instanceof Node.Mapping map ? whole.apply(map) : inShort.apply(node);
  }

  private static ArrayNode list(Node.Sequence list, Function<Node, JsonNode> item) {
    ArrayNode packed = JSON.arrayNode();
    list.items().forEach(each -> packed.add(item.apply(each)));
    return packed;
  }

  private JsonNode parameter(Node.Mapping parameter) {
    return fields(
        parameter,
        (name, value) ->
            switch (name) {
              case "id", "name" -> texts(value, Identifiers::local);
              case "type", "items" -> type(value);
              case "outputSource" -> texts(value, this::within);
              case "format" -> texts(value, namespaces::expandIfDeclared);
              default -> plain(value);
            });
  }

  private JsonNode type(Node type) {
    if (type instanceof Node.Sequence union) {
      return list(union, this::type);
    }
    if (!(type instanceof Node.Mapping definition)) {
      return texts(type, this::typeName);
    }
    return fields(
        definition,
        (name, value) ->
            switch (name) {
              case "type", "items" -> type(value);
              case "fields" -> each(value, this::parameter, this::type);
              case "name" -> texts(value, this::nameOfType);
              case "symbols" -> texts(value, PackedProcess::symbol);
              default -> plain(value);
            });
  }

  /** Notes which types a requirement names. */
  private JsonNode declare(Node.Mapping requirement) {
    Node.Entry declared = requirement.entries().get("types");
    if (declared != null && declared.value() instanceof Node.Sequence list) {
      for (Node type : list.items()) {
        if (type instanceof Node.Mapping definition
            && definition.entries().get("name") != null
            && definition.entries().get("name").value() instanceof Node.Scalar name) {
          types.put(Identifiers.local(name.text()), fullName(name));
        }
      }
    }
    return JSON.nullNode();
  }

  /** One that is full already, as in a document that was packed, stays. */
  private String fullName(Node.Scalar name) {
    Source source = name.place().source();
    boolean isFull = Identifiers.fragment(name.text()).contains("/") && source.equals(own);
    return "#"
        + (isFull
            ? Identifiers.fragment(name.text())
            : files.apply(source) + "/" + Identifiers.local(name.text()));
  }

  /**
   * {@code #types.yaml/Mode[]?} of {@code http://…/types.yaml#Mode[]?}: types of one document are
   * the same in all processes.
   */
  private String typeName(String written) {
    Matcher parts = TYPE.matcher(written);
    String named = parts.matches() ? types.get(Identifiers.local(parts.group(1))) : null;
    return named == null ? written : named + parts.group(2);
  }

  private String nameOfType(String written) {
    String local = Identifiers.local(written);
    return types.getOrDefault(local, local);
  }

  /** {@code fast} of {@code #Mode/fast}. */
  private static String symbol(String written) {
    return written.contains("#") ? Identifiers.local(written) : written;
  }

  private JsonNode step(Node.Mapping step) {
    return fields(
        step,
        (name, value) ->
            switch (name) {
              case "id" -> texts(value, Identifiers::local);
              case "run" -> run(value);
              case "in" -> each(value, this::stepInput, node -> texts(node, this::within));
              case "out" -> each(value, this::parameter, node -> texts(node, Identifiers::local));
              case "scatter" -> texts(value, Identifiers::local);
              case "requirements", "hints" -> requirements(value);
              default -> plain(value);
            });
  }

  private JsonNode run(Node run) {
    return run instanceof Node.Mapping process
        ? of(process)
        : run instanceof Node.Scalar reference ? JSON.textNode(runs.apply(reference)) : plain(run);
  }

  private JsonNode stepInput(Node.Mapping input) {
    return fields(
        input,
        (name, value) ->
            switch (name) {
              case "id" -> texts(value, Identifiers::local);
              case "source" -> texts(value, this::within);
              default -> plain(value);
            });
  }

  /** The name of an input or of a step's output, within the process. */
  private String within(String source) {
    String name = Identifiers.fragment(source);
    return source.contains("#") && name.startsWith(id + "/")
        ? name.substring(id.length() + 1)
        : name;
  }

  private JsonNode requirements(Node requirements) {
    return each(requirements, this::requirement, this::plain);
  }

  private JsonNode requirement(Node.Mapping requirement) {
    return fields(
        requirement,
        (name, value) ->
            name.equals("types") ? each(value, this::type, this::plain) : plain(value));
  }

  private JsonNode texts(Node node, Function<String, String> changed) {
    if (node instanceof Node.Sequence list) {
      return list(list, item -> texts(item, changed));
    }
    return node.isString()
        ? JSON.textNode(changed.apply(((Node.Scalar) node).text()))
        : plain(node);
  }

  private JsonNode plain(Node node) {
    return Values.json(node, namespaces);
  }
}
