package org.periplus.cwl.document.read;

import org.periplus.cwl.document.source.Namespaces;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.Version;

/** What a reader must know about the place it reads at. Immutable, except that problems gather. */
public record Context(
    Library library, Problems problems, Version version, Namespaces namespaces, TypeScope types) {

  Context withTypes(TypeScope scope) {
    return new Context(library, problems, version, namespaces, scope);
  }

  Context withNamespaces(Namespaces others) {
    return new Context(library, problems, version, others, types);
  }

  void invalid(Place place, String message) {
    problems.invalid(place, message);
  }
}
