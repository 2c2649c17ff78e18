package org.periplus.api.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Accept;
import org.periplus.api.Links;
import org.periplus.api.kept.Kept;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.PackageKey;

/** OGC API - Processes Part 1, 7.3 "Retrieve an API definition". */
@Dependent
@Path("/ogc-api/api")
public class ApiDefinitionResource {

  /** JSON of either version, which a parameter of the media type names. */
  private static final String OPENAPI = "application/vnd.oai.openapi+json";

  private final ApiDefinition definition;
  private final TenantProcesses processes;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ApiDefinitionResource() {
    this(null, null, null);
  }

  @Inject
  public ApiDefinitionResource(ApiDefinition definition, TenantProcesses processes, Links links) {
    this.definition = definition;
    this.processes = processes;
    this.links = links;
  }

  /**
   * {@code GET /api}: {@code /req/oas30/oas-definition-1}; OpenAPI 3.1 for a client that names its
   * media type, and a page to read and try it.
   */
  @GET
  @Kept
  @Operation(operationId = "getAPI")
  @Produces({OPENAPI, Links.JSON, Links.PAGE})
  public Response definition(@Context HttpHeaders headers) {
    OpenApiVersion version =
        headers
                .getAcceptableMediaTypes()
                .get(0)
                .getParameters()
                .getOrDefault("version", "")
                .startsWith(OpenApiVersion.V3_1.number())
            ? OpenApiVersion.V3_1
            : OpenApiVersion.V3_0;
    ApiDocument document =
        definition.of(processes.keys(), processes::all, links.landingPage(), version);
    return Response.ok(Accept.prefersPage(headers) ? document.page() : document)
        .type(type(headers, version))
        .build();
  }

  private static String type(HttpHeaders headers, OpenApiVersion version) {
    if (Accept.prefersPage(headers)) {
      return MediaType.TEXT_HTML;
    }
    MediaType first = headers.getAcceptableMediaTypes().get(0);
    return first.isCompatible(MediaType.valueOf(OPENAPI)) ? version.mediaType() : Links.JSON;
  }

  /** {@code GET /api/processes-list}: 2.0, what a parameter {@code processID} may be. */
  @GET
  @Path("processes-list")
  @Kept
  @Operation(operationId = "getAPIProcesses")
  @Produces({Links.JSON, Links.PAGE})
  public Enumeration processes() {
    return new Enumeration("enum", processes.keys().stream().map(PackageKey::id).toList());
  }

  /** Part 1, 2.0, schema {@code enumeration}. */
  public record Enumeration(String type, @JsonProperty("enum") List<String> values) {}
}
