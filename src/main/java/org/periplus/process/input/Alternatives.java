package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;
import org.periplus.process.description.TypeSchemas;

/** In which order the alternatives of a union are tried: what says most about a value first. */
final class Alternatives {

  private Alternatives() {}

  /** The alternatives other than null; among equals the author's order counts. */
  static List<CwlType> of(CwlType.Union union) {
    return union.alternatives().stream()
        .filter(type -> type != Primitive.NULL)
        .sorted(Comparator.comparingInt(Alternatives::vagueness))
        .toList();
  }

  /** A text may be the URL of a file; a single value of an array type is an array of one. */
  private static int vagueness(CwlType type) {
    if (type == Primitive.ANY) {
      return 4;
    }
    return (TypeSchemas.holdsFiles(type) ? 2 : 0) + (type instanceof CwlType.Array ? 1 : 0);
  }

  /** Whether a text that could be a file is one. */
  static boolean mayBe(CwlType type, JsonNode value) {
    return !value.isTextual()
        || (type != Primitive.FILE && type != Primitive.DIRECTORY)
        || FileReference.isAllowed(value.textValue());
  }
}
