package org.periplus.cwl.document.check;

import java.util.Optional;
import org.periplus.cwl.model.CwlType;

/** Says where two types differ that are called the same. */
final class TypeDifference {

  private TypeDifference() {}

  /** A sentence about the first difference. */
  static String of(CwlType source, CwlType sink) {
    return "The two types are called the same and differ: "
        + between(source, sink, "").orElse("they have no value in common")
        + ". Make them the same, or name them differently.";
  }

  private static Optional<String> between(CwlType source, CwlType sink, String place) {
    CwlType from = source.required();
    CwlType to = sink.required();
    if (from instanceof CwlType.Array one && to instanceof CwlType.Array other) {
      return between(one.items(), other.items(), place);
    }
    if (from instanceof CwlType.Record one && to instanceof CwlType.Record other) {
      return other.fields().stream()
          .flatMap(field -> ofField(one, field, place).stream())
          .findFirst();
    }
    if (from instanceof CwlType.Enumeration one && to instanceof CwlType.Enumeration other) {
      return LinkTypes.canMatch(one, other)
          ? Optional.empty()
          : Optional.of(
              "%s%s in the one, %s in the other"
                  .formatted(
                      place.isEmpty() ? "the symbols are " : "the symbols of '" + place + "' are ",
                      String.join(", ", one.symbols()),
                      String.join(", ", other.symbols())));
    }
    return LinkTypes.canMatch(from, to)
        ? Optional.empty()
        : Optional.of(
            "the member '%s' is %s in the one and %s in the other".formatted(place, from, to));
  }

  private static Optional<String> ofField(CwlType.Record from, CwlType.Field to, String place) {
    String name = place.isEmpty() ? to.name() : place + "." + to.name();
    Optional<CwlType.Field> given =
        from.fields().stream().filter(field -> field.name().equals(to.name())).findFirst();
    if (given.isPresent()) {
      return between(given.get().type(), to.type(), name);
    }
    return to.type().optional()
        ? Optional.empty()
        : Optional.of("the member '" + name + "' is in the other alone, which needs it");
  }
}
