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
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.configuration.Sha256;

/** What pages load: styles, scripts and pictures of ours and of the WebJar of Swagger UI. */
@Dependent
@Path("/ogc-api/assets")
public class AssetsResource {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "png", "image/png",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  /** Only files that there are: a stranger cannot make it grow. */
  private static final Map<String, Asset> ASSETS = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared, never given away
  private record Asset(byte[] bytes, String tag) {}

  /** {@code GET /assets/{name}}: a file of this package. */
  @GET
  @Operation(hidden = true)
  @Path("{name: [a-z-]+\\.(?:css|js|svg|txt)}")
  public Response own(@PathParam("name") String name) {
    return answer(name, "/org/periplus/web/" + name);
  }

  /** {@code GET /assets/swagger-ui/{name}}: a file of the WebJar. */
  @GET
  @Operation(hidden = true)
  @Path("swagger-ui/{name: [a-z0-9-]+\\.(?:css|js|png)}")
  public Response swaggerUi(@PathParam("name") String name) {
    return answer(name, SwaggerUi.FOLDER + name);
  }

  private static Response answer(String name, String resource) {
    Asset asset = ASSETS.computeIfAbsent(resource, AssetsResource::read);
    CacheControl asked = new CacheControl();
    asked.setNoCache(true); // scripts of two versions of the server would not fit each other
    return Response.ok(asset.bytes())
        .type(MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
        .cacheControl(asked)
        .tag(asset.tag())
        .build();
  }

  private static Asset read(String resource) {
    try (InputStream file = AssetsResource.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new NotFoundException();
      }
      byte[] bytes = file.readAllBytes();
      byte[] hash = Sha256.begin().digest(bytes);
      return new Asset(bytes, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
