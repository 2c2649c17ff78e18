package org.periplus.container;

/** The container engine does not answer. */
public final class EngineUnavailableException extends ContainerException {

  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String engine, Throwable cause) {
    super(
        "The container engine at "
            + engine
            + " does not answer. Start it, or set periplus.containers.host. ("
            + cause
            + ")",
        cause);
  }
}
