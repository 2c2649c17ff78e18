package org.periplus.process.deployment;

/** The envelope of a package is not what OGC's schema {@code ogcapppkg} asks for. */
public class MalformedPackageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedPackageException(String message) {
    super(message);
  }
}
