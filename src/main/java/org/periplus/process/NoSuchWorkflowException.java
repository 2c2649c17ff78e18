package org.periplus.process;

import java.util.List;

/**
 * The process that {@code w} names is not in the package, or there are several and no {@code w}.
 */
public class NoSuchWorkflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchWorkflowException(String asked, List<String> available) {
    super(
        (asked.isEmpty()
                ? "The package has more than one workflow and none called 'main': choose with ?w="
                : "The package has no workflow '" + asked + "'.")
            + " Its workflows are "
            + String.join(", ", available)
            + ".");
  }
}
