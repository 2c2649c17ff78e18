package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.source.Node;

/**
 * Reads a field that may be a map from names to objects or a list of objects with their names
 * inside.
 *
 * @param subject the field that holds the name in the list form
 * @param predicate the field that a value which is no map stands for; empty if there is none
 */
record Items(String subject, Optional<String> predicate) {

  static final Items PARAMETERS = new Items("id", Optional.of("type"));
  static final Items STEPS = new Items("id", Optional.empty());
  static final Items STEP_INPUTS = new Items("id", Optional.of("source"));
  static final Items REQUIREMENTS = new Items("class", Optional.empty());
  static final Items RECORD_FIELDS = new Items("name", Optional.of("type"));
  static final Items VARIABLES = new Items("envName", Optional.of("envValue"));
  static final Items PACKAGES = new Items("package", Optional.of("specs"));

  /**
   * The items of that field; names that occur twice are a problem, except that the last requirement
   * of a class counts.
   */
  List<Item> of(Fields fields, String name) {
    Optional<Node> value = fields.node(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Node.Mapping mapping) {
      return withoutRepetitions(fields, name, fromMap(fields, name, mapping));
    }
    if (value.get() instanceof Node.Sequence sequence) {
      return withoutRepetitions(fields, name, fromList(fields, name, sequence));
    }
    fields.expected("'" + name + "' must be a map or a list", value.get());
    return List.of();
  }

  private List<Item> fromMap(Fields fields, String name, Node.Mapping mapping) {
    List<Item> items = new ArrayList<>();
    for (Node.Entry entry : mapping.entries().values()) {
      Node value = entry.value();
      if (value instanceof Node.Mapping object) {
        items.add(new Item(entry.key(), entry.keyPlace(), object));
      } else if (value.isNull()) {
        items.add(
            new Item(entry.key(), entry.keyPlace(), new Node.Mapping(value.place(), Map.of())));
      } else if (predicate.isPresent()) {
        Node.Entry inner = new Node.Entry(predicate.get(), entry.keyPlace(), value);
        items.add(
            new Item(
                entry.key(),
                entry.keyPlace(),
                new Node.Mapping(entry.keyPlace(), Map.of(predicate.get(), inner))));
      } else {
        fields.expected("'" + entry.key() + "' in '" + name + "' must be a map", value);
      }
    }
    return items;
  }

  private List<Item> fromList(Fields fields, String name, Node.Sequence sequence) {
    List<Item> items = new ArrayList<>();
    for (Node value : sequence.items()) {
      if (!(value instanceof Node.Mapping object)) {
        fields.expected("Each entry of '" + name + "' must be a map", value);
        continue;
      }
      Node.Entry id = object.entries().get(subject);
      if (id == null) {
        fields
            .context()
            .invalid(
                value.place(), "Each entry of '%s' needs the field '%s'.".formatted(name, subject));
        continue;
      }
      Optional<String> text = fields.asText(id.value(), "'" + subject + "'");
      text.ifPresent(t -> items.add(new Item(t, object.place(), object)));
    }
    return items;
  }

  private List<Item> withoutRepetitions(Fields fields, String name, List<Item> items) {
    Map<String, Item> known = new LinkedHashMap<>();
    for (Item item : items) {
      if (subject.equals("class")) {
        known.put(item.id(), item);
        continue;
      }
      String key = subject.equals("package") ? item.id() : item.localName();
      Item first = known.putIfAbsent(key, item);
      if (first != null) {
        fields
            .context()
            .invalid(
                item.place(),
                "'%s' stands in '%s' twice; it was given on line %d already. Keep one or rename it."
                    .formatted(key, name, first.place().line()));
      }
    }
    return List.copyOf(known.values());
  }
}
