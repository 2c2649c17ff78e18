package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The type of a parameter. {@code T?} and {@code T[]} are already written out. */
public sealed interface CwlType {

  /** A type without parts. */
  enum Primitive implements CwlType {
    NULL("null"),
    BOOLEAN("boolean"),
    INT("int"),
    LONG("long"),
    FLOAT("float"),
    DOUBLE("double"),
    STRING("string"),
    FILE("File"),
    DIRECTORY("Directory"),
    ANY("Any");

    private final String symbol;

    Primitive(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String toString() {
      return symbol;
    }
  }

  /**
   * An array.
   *
   * @param inputBinding the binding of each item on a command line
   */
  record Array(CwlType items, Optional<CommandLineBinding> inputBinding) implements CwlType {
    @Override
    public String toString() {
      return items + "[]";
    }
  }

  /**
   * One of a set of strings.
   *
   * @param name the name under which a {@code SchemaDefRequirement} gave it; empty when anonymous
   */
  record Enumeration(
      Optional<String> name, List<String> symbols, Optional<CommandLineBinding> inputBinding)
      implements CwlType {
    @Override
    public String toString() {
      return name.orElse("enum" + symbols);
    }
  }

  /** An object with named fields. */
  record Record(
      Optional<String> name, List<Field> fields, Optional<CommandLineBinding> inputBinding)
      implements CwlType {
    @Override
    public String toString() {
      return name.orElse("record");
    }
  }

  /** A field of a {@link Record}; input fields use the bindings, output fields the globs. */
  record Field(
      String name,
      Documentation documentation,
      CwlType type,
      List<SecondaryFile> secondaryFiles,
      List<String> format,
      boolean loadContents,
      Optional<LoadListing> loadListing,
      Optional<CommandLineBinding> inputBinding,
      Optional<OutputBinding> outputBinding) {}

  /** Any one of several types. */
  record Union(List<CwlType> alternatives) implements CwlType {
    @Override
    public String toString() {
      return alternatives.stream().map(CwlType::toString).collect(Collectors.joining(" | "));
    }
  }

  /** Whether null is a value of this type. */
  default boolean optional() {
    return this == Primitive.NULL
        || this == Primitive.ANY
        || (this instanceof Union union
            && union.alternatives().stream().anyMatch(CwlType::optional));
  }

  /** This type without the alternative null: the type that a given value has. */
  default CwlType required() {
    if (!(this instanceof Union union)) {
      return this;
    }
    List<CwlType> rest = union.alternatives().stream().filter(t -> t != Primitive.NULL).toList();
    return rest.size() == 1 ? rest.get(0) : new Union(rest);
  }
}
