package org.periplus.process.deployment;

import java.util.List;

/** The process that {@code w} names is not in the package. */
public class NoSuchWorkflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchWorkflowException(String asked, List<String> available) {
    super(
        "The package has no workflow '"
            + asked
            + "'. Its workflows are "
            + String.join(", ", available)
            + ".");
  }
}
