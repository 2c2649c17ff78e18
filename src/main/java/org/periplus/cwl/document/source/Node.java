package org.periplus.cwl.document.source;

import java.util.List;
import java.util.Map;

/** A node of a YAML text. Immutable; aliases share their node. */
public sealed interface Node {

  Place place();

  /** Words for messages: what the author wrote. */
  String describe();

  /** A scalar of the YAML 1.2 core schema. */
  record Scalar(Place place, String text, Kind kind) implements Node {
    public enum Kind {
      STRING,
      INTEGER,
      FLOAT,
      BOOLEAN,
      NULL
    }

    @Override
    public String describe() {
      return switch (kind) {
        case STRING -> "the string '" + text + "'";
        case INTEGER, FLOAT -> "the number " + text;
        case BOOLEAN -> "the boolean " + text;
        case NULL -> "nothing";
      };
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** A map. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    @Override
    public String describe() {
      return "a map";
    }

    public boolean has(String key) {
      return entries.containsKey(key);
    }
  }

  /** An entry of a map. */
  record Entry(String key, Place keyPlace, Node value) {}

  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL;
  }

  default boolean isString() {
    return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.STRING;
  }
}
