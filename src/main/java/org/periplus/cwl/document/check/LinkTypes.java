package org.periplus.cwl.document.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;

/** What can flow through a link. */
final class LinkTypes {

  private static final Set<CwlType> WHOLE = Set.of(Primitive.INT, Primitive.LONG);
  private static final Set<CwlType> FRACTIONS = Set.of(Primitive.FLOAT, Primitive.DOUBLE);

  /** Comparisons of parts after which two types count as fitting: types can be made to explode. */
  private static final int MAX_COMPARISONS = 10_000;

  private int comparisons;

  private LinkTypes() {}

  /** Whether some value other than null is of both types. */
  static boolean canMatch(CwlType source, CwlType sink) {
    return new LinkTypes().match(source, sink);
  }

  static CwlType orNull(CwlType type) {
    return type.optional() ? type : new CwlType.Union(List.of(Primitive.NULL, type));
  }

  /** The array that {@code merge_flattened} makes of one source. */
  static CwlType flattened(CwlType source) {
    if (source instanceof CwlType.Array) {
      return source;
    }
    if (source instanceof CwlType.Union union) {
      List<CwlType> items = new ArrayList<>();
      for (CwlType alternative : union.alternatives()) {
        items.add(alternative instanceof CwlType.Array array ? array.items() : alternative);
      }
      return new CwlType.Array(new CwlType.Union(items), Optional.empty());
    }
    return new CwlType.Array(source, Optional.empty());
  }

  private boolean match(CwlType source, CwlType sink) {
    if (++comparisons > MAX_COMPARISONS || source == Primitive.ANY || sink == Primitive.ANY) {
      return true;
    }
    if (source instanceof CwlType.Union union) {
      return union.alternatives().stream().anyMatch(s -> s != Primitive.NULL && match(s, sink));
    }
    if (sink instanceof CwlType.Union union) {
      return union.alternatives().stream().anyMatch(s -> match(source, s));
    }
    if (source instanceof CwlType.Array from && sink instanceof CwlType.Array to) {
      return match(from.items(), to.items());
    }
    if (source instanceof CwlType.Record from && sink instanceof CwlType.Record to) {
      return to.fields().stream().allMatch(field -> matchField(from, field));
    }
    if (source instanceof CwlType.Enumeration from && sink instanceof CwlType.Enumeration to) {
      return from.symbols().stream().anyMatch(to.symbols()::contains);
    }
    if (source instanceof CwlType.Enumeration || sink instanceof CwlType.Enumeration) {
      return source == Primitive.STRING || sink == Primitive.STRING;
    }
    return source == sink
        || (WHOLE.contains(source) && (WHOLE.contains(sink) || FRACTIONS.contains(sink)))
        || (FRACTIONS.contains(source) && FRACTIONS.contains(sink));
  }

  private boolean matchField(CwlType.Record source, CwlType.Field wanted) {
    Optional<CwlType.Field> given =
        source.fields().stream().filter(f -> f.name().equals(wanted.name())).findFirst();
    return given.isEmpty()
        ? wanted.type().optional()
        : match(given.get().type(), wanted.type())
            || (given.get().type().optional() && wanted.type().optional());
  }
}
