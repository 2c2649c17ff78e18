package org.periplus.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What pages load: styles, scripts and pictures of ours and of the WebJar of Swagger UI. */
@Dependent
@Path("/ogc-api/assets")
public class AssetsResource {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "png", "image/png",
          "svg", "image/svg+xml");

  /** {@code GET /assets/{name}}: a file of this package. */
  @GET
  @Operation(hidden = true)
  @Path("{name: [a-z-]+\\.(?:css|js|svg)}")
  public Response own(@PathParam("name") String name) throws IOException {
    return answer(name, "/org/periplus/web/" + name);
  }

  /** {@code GET /assets/swagger-ui/{name}}: a file of the WebJar. */
  @GET
  @Operation(hidden = true)
  @Path("swagger-ui/{name: [a-z0-9-]+\\.(?:css|js|png)}")
  public Response swaggerUi(@PathParam("name") String name) throws IOException {
    return answer(name, SwaggerUi.FOLDER + name);
  }

  private static Response answer(String name, String resource) throws IOException {
    try (InputStream file = AssetsResource.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new NotFoundException();
      }
      CacheControl hours = new CacheControl();
      hours.setMaxAge((int) Duration.ofHours(1).toSeconds());
      return Response.ok(file.readAllBytes())
          .type(MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
          .cacheControl(hours)
          .build();
    }
  }
}
