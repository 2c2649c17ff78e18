package org.periplus.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS application; its resources and providers are found by their annotations. */
@ApplicationPath("/")
public class ProcessesApplication extends Application {

  /**
   * Tells Jersey that JSON is taken care of. Without that it brings JSON-B and a Jackson of its own
   * besides {@link JsonBodies}, and which of them writes a body changes from start to start. And it
   * need not describe resources in WADL, which nobody asks for. Other implementations of JAX-RS do
   * not know the properties.
   */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.jsonFeature",
        JsonBodies.class.getSimpleName(),
        "jersey.config.server.wadl.disableWadl",
        true);
  }
}
