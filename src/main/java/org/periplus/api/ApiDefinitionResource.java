package org.periplus.api;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** OGC API - Processes Part 1, 7.3 "Retrieve an API definition". */
@Dependent
@Path("/ogc-api/api")
public class ApiDefinitionResource {

  static final String MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0";

  /** {@code GET /api}: the OpenAPI document, which is kept as YAML. */
  @GET
  @Produces({MEDIA_TYPE, Links.JSON})
  public String definition() {
    try (InputStream yaml =
        ApiDefinitionResource.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      Object definition =
          new Load(LoadSettings.builder().setLabel("openapi.yaml").build())
              .loadFromInputStream(yaml);
      return JsonBodies.MAPPER.writeValueAsString(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
