package org.periplus.container;

/** The container engine does not answer. */
public final class EngineUnavailableException extends ContainerException {

  private static final long serialVersionUID = 1L;

  /**
   * @param address that of a container engine
   */
  public EngineUnavailableException(String address, Throwable cause) {
    this("The container engine at " + address, "periplus.containers.host", cause);
  }

  /**
   * @param engine the engine, and where it is
   * @param key the key that says where
   */
  public EngineUnavailableException(String engine, String key, Throwable cause) {
    super("%s does not answer. Start it, or set %s. (%s)".formatted(engine, key, cause), cause);
  }
}
