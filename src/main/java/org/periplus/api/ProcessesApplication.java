package org.periplus.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS application; its resources and providers are found by their annotations. */
@ApplicationPath("/")
public class ProcessesApplication extends Application {

  /** Jersey (Payara) switches its own JSON binding on unless another one is named. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.jsonFeature", JsonBodies.class.getSimpleName());
  }
}
