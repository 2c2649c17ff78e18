package org.periplus.cwl.document;

/** What a reader must know about the place it reads at. Immutable, except that problems gather. */
record Context(
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
