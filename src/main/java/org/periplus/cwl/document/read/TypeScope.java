package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.document.source.Uris;
import org.periplus.cwl.model.CwlType;

/** The types that {@code SchemaDefRequirement}s name, seen from one process. Used by one thread. */
public final class TypeScope {

  private final Optional<TypeScope> outer;
  private final Map<String, Declared> byIdentifier = new LinkedHashMap<>();

  private TypeScope(Optional<TypeScope> outer) {
    this.outer = outer;
  }

  public static TypeScope empty() {
    return new TypeScope(Optional.empty());
  }

  TypeScope inner() {
    return new TypeScope(Optional.of(this));
  }

  /** Declares a type, whose definition is read when it is first used. */
  void declare(String name, Node.Mapping definition, Context context) {
    Source source = definition.place().source();
    String identifier = source.identify(Identifiers.fragment(name));
    byIdentifier.put(identifier, new Declared(Identifiers.local(name), definition, context));
  }

  /** The type of that name, as it is written at that place. */
  Optional<CwlType> find(String name, Place place) {
    return declared(name, place).map(d -> d.read(place));
  }

  /** The plain names of all types. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    byIdentifier.values().forEach(d -> names.add(d.name));
    outer.ifPresent(o -> names.addAll(o.names()));
    return names;
  }

  private Optional<Declared> declared(String name, Place place) {
    String document = Uris.withoutFragment(name);
    Source source =
        document.isEmpty() || !name.contains("#")
            ? place.source()
            : place.source().resolve(document).map(Source::of).orElse(place.source());
    Declared exact = byIdentifier.get(source.identify(Identifiers.fragment(name)));
    if (exact != null) {
      return Optional.of(exact);
    }
    return byPlainName(Identifiers.local(name))
        .or(() -> outer.flatMap(o -> o.declared(name, place)));
  }

  private Optional<Declared> byPlainName(String name) {
    List<Declared> same = byIdentifier.values().stream().filter(d -> d.name.equals(name)).toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  private static final class Declared {
    private final String name;
    private final Node.Mapping definition;
    private final Context context;
    private Optional<CwlType> type = Optional.empty();
    private boolean open;

    private Declared(String name, Node.Mapping definition, Context context) {
      this.name = name;
      this.definition = definition;
      this.context = context;
    }

    private Optional<CwlType> bounded() {
      CwlType read = new TypeReader(context).read(definition);
      if (TypeSize.isTooLarge(read)) {
        context.invalid(definition.place(), "The type '" + name + "' has too many parts.");
        return Optional.of(CwlType.Primitive.ANY);
      }
      return Optional.of(read);
    }

    private CwlType read(Place from) {
      if (type.isEmpty()) {
        if (open) {
          context.invalid(from, "The type '" + name + "' contains itself; CWL has no such types.");
          return CwlType.Primitive.ANY;
        }
        open = true;
        type = context.library().nested(from, this::bounded);
        open = false;
      }
      CwlType read = type.orElse(CwlType.Primitive.ANY);
      context.problems().effort().nodes(TypeSize.of(read));
      return read;
    }
  }
}
