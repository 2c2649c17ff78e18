package org.periplus.process.deployment;

/** A process was to be replaced by a package that says that it is another one. */
public class DifferentProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DifferentProcessException(String id, String other, String origin) {
    super(
        "The package is that of the process '%s' (%s), and was sent to '%s'. Send it to its own address, or change its id."
            .formatted(other, origin, id));
  }
}
