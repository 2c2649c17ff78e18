package org.periplus.cwl.document.source;

import java.util.List;
import java.util.stream.Collectors;

/** A document that cannot be used, with all of its problems in the order of the document. */
public class InvalidDocumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidDocumentException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one problem. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether nothing is wrong with the document except that it asks for what is not known here. */
  public boolean onlyUnsupported() {
    return problems.stream().allMatch(p -> p.kind() == Problem.Kind.UNSUPPORTED);
  }
}
