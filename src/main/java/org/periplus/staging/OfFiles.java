package org.periplus.staging;

import org.periplus.cwl.model.CwlType;

/** Types whose values may hold files or folders. */
final class OfFiles {

  private OfFiles() {}

  static boolean is(CwlType type) {
    CwlType present = type.required();
    if (present instanceof CwlType.Array array) {
      return is(array.items());
    }
    if (present instanceof CwlType.Record record) {
      return record.fields().stream().anyMatch(field -> is(field.type()));
    }
    if (present instanceof CwlType.Union union) {
      return union.alternatives().stream().anyMatch(OfFiles::is);
    }
    return present == CwlType.Primitive.FILE || present == CwlType.Primitive.DIRECTORY;
  }
}
