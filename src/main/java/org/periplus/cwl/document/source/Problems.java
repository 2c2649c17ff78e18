package org.periplus.cwl.document.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.periplus.cwl.model.SourceLocation;

/** Collects the problems of one load, and what it has cost. Used by one thread. */
public final class Problems {

  private static final int SHOWN = 1000;
  private static final int SHOWN_OF_NAME = 300;

  private final Effort effort;
  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  public Problems(DocumentLimits limits) {
    this(new Effort(limits));
  }

  /** A sentence that ends with somebody else's, which may have its full stop or not. */
  public static String because(String sentence, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).strip();
    return sentence + ": " + reason + (reason.endsWith(".") ? "" : ".");
  }

  private Problems(Effort effort) {
    this.effort = effort;
  }

  /** Problems that are told by somebody else; what is done costs nevertheless. */
  public Problems quiet() {
    return new Problems(effort);
  }

  public Effort effort() {
    return effort;
  }

  public void invalid(Place place, String message) {
    invalid(place.location(), message);
  }

  public void invalid(SourceLocation location, String message) {
    add(Problem.Kind.INVALID, location, message);
  }

  /** What is taken although the author should know of it. */
  public void warn(SourceLocation location, String message) {
    if (warnings.size() < effort.limits().problems()) {
      warnings.add(problem(Problem.Kind.WARNING, location, message));
    }
  }

  /** What was taken, in the order in which it was seen. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  public void unsupported(Place place, String message) {
    add(Problem.Kind.UNSUPPORTED, place.location(), message);
  }

  /**
   * Takes a problem up; a long text of the document is not repeated in whole.
   *
   * @throws TooMuchException if there are so many that the rest is not looked for
   */
  private void add(Problem.Kind kind, SourceLocation location, String message) {
    effort.goOn();
    if (found.size() >= effort.limits().problems()) {
      throw new TooMuchException(
          "There are more than %d problems; mend those that are told first."
              .formatted(effort.limits().problems()));
    }
    found.add(problem(kind, location, message));
  }

  private static Problem problem(Problem.Kind kind, SourceLocation location, String message) {
    SourceLocation shown =
        new SourceLocation(
            shortened(location.document(), SHOWN_OF_NAME), location.line(), location.column());
    return new Problem(kind, shown, shortened(message, SHOWN));
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /**
   * Does a part of the reading; when it costs too much, the reading ends with what was found.
   *
   * @param place where the document begins
   * @throws InvalidDocumentException if it costs too much
   */
  public <T> T within(SourceLocation place, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (TooMuchException e) {
      List<Problem> problems = sorted();
      problems.add(new Problem(Problem.Kind.INVALID, place, e.getMessage()));
      throw new InvalidDocumentException(problems);
    }
  }

  /** Throws what was found, documents in the order of their first problem, then by line. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidDocumentException(sorted());
    }
  }

  private List<Problem> sorted() {
    List<String> documents = found.stream().map(p -> p.location().document()).distinct().toList();
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> documents.indexOf(p.location().document()))
            .thenComparingInt(p -> p.location().line())
            .thenComparingInt(p -> p.location().column()));
    return sorted;
  }
}
