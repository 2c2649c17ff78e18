package org.periplus.process.deployment;

import java.util.List;

/** A process that is described and cannot be executed: something in it has nothing to run. */
public class NotRunnableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<InvalidPackageException.Problem> problems;

  public NotRunnableException(String processId, List<InvalidPackageException.Problem> problems) {
    super(
        "The process '%s' is described but cannot be executed: %s"
            .formatted(processId, problems.get(0).message()));
    this.problems = List.copyOf(problems);
  }

  /** At least one place of the package that cannot be run. */
  public List<InvalidPackageException.Problem> problems() {
    return problems;
  }
}
