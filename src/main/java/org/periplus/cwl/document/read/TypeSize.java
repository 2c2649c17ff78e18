package org.periplus.cwl.document.read;

import org.periplus.cwl.model.CwlType;

/** Counts the parts of a type, each as often as it is used: named types can be made to explode. */
public final class TypeSize {

  private static final int MAX_PARTS = 10_000;

  private int parts;

  private TypeSize() {}

  /** The number of parts, as far as it is one that a type may have; else one more than that. */
  public static int of(CwlType type) {
    TypeSize size = new TypeSize();
    size.count(type);
    return Math.min(size.parts, MAX_PARTS + 1);
  }

  static boolean isTooLarge(CwlType type) {
    return of(type) > MAX_PARTS;
  }

  private void count(CwlType type) {
    parts++;
    if (parts > MAX_PARTS) {
      return;
    }
    if (type instanceof CwlType.Array array) {
      count(array.items());
    } else if (type instanceof CwlType.Union union) {
      union.alternatives().forEach(this::count);
    } else if (type instanceof CwlType.Record record) {
      record.fields().forEach(field -> count(field.type()));
    }
  }
}
