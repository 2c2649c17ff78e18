package org.periplus.process.deployment;

import java.util.List;
import org.periplus.cwl.model.SourceLocation;

/** A package cannot be deployed because its document is not valid, or asks for what is not here. */
public class InvalidPackageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** What is wrong at one place; line and column begin with 1. */
  public record Problem(String document, int line, int column, String message) {

    static Problem at(SourceLocation location, String message) {
      return new Problem(location.document(), location.line(), location.column(), message);
    }

    private String sentence() {
      return document + ":" + line + ":" + column + ": " + message;
    }
  }

  public InvalidPackageException(List<Problem> problems) {
    super(
        problems.get(0).sentence()
            + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the document. */
  public List<Problem> problems() {
    return problems;
  }
}
