package org.periplus.process;

/** A package was deployed whose process is deployed already. */
public class DuplicatedProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param origin who says that the package is called so, as the end of a sentence
   */
  DuplicatedProcessException(String processId, String origin) {
    super(
        "There is already a process '%s'. The package is called so because %s."
            .formatted(processId, origin));
  }
}
