package org.periplus.cwl.document.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.periplus.cwl.model.SourceLocation;

/** Collects the problems of one load. Used by one thread. */
public final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();

  public void invalid(Place place, String message) {
    invalid(place.location(), message);
  }

  public void invalid(SourceLocation location, String message) {
    found.add(new Problem(Problem.Kind.INVALID, location, message));
  }

  public void unsupported(Place place, String message) {
    found.add(new Problem(Problem.Kind.UNSUPPORTED, place.location(), message));
  }

  /** Throws what was found, documents in the order of their first problem, then by line. */
  public void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<String> documents = found.stream().map(p -> p.location().document()).distinct().toList();
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> documents.indexOf(p.location().document()))
            .thenComparingInt(p -> p.location().line())
            .thenComparingInt(p -> p.location().column()));
    throw new InvalidDocumentException(sorted);
  }
}
