package org.periplus.api.landing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Accept;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.definition.OpenApiVersion;
import org.periplus.api.kept.Kept;

/** OGC API - Processes Part 1, 7.2 "Retrieve the API landing page". */
@Dependent
@Path("/ogc-api")
public class LandingPageResource {

  private final Links links;
  private final HomePages pages;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public LandingPageResource() {
    this(null, null);
  }

  @Inject
  public LandingPageResource(Links links, HomePages pages) {
    this.links = links;
    this.pages = pages;
  }

  /** {@code GET /}: where everything else is. */
  @GET
  @Kept
  @Operation(operationId = "getLandingPage")
  @Produces({Links.JSON, Links.PAGE})
  public Record landingPage(@Context HttpHeaders headers) {
    LandingPage landing = landing();
    return Accept.prefersPage(headers) ? pages.of(landing) : landing;
  }

  private LandingPage landing() {
    return new LandingPage(
        "Periplus",
        "OGC API - Processes for Earth-observation application packages",
        List.of(
            Link.json("This document", "self", links.landingPage()),
            Links.asPage(links.landingPage()),
            new Link(
                "The API definition",
                "service-desc",
                OpenApiVersion.V3_0.mediaType(),
                links.to("api")),
            new Link(
                "The API definition, in OpenAPI 3.1",
                "service-desc",
                OpenApiVersion.V3_1.mediaType(),
                links.to("api?f=oas31")),
            new Link(
                "The API definition, to read and to try",
                "service-doc",
                MediaType.TEXT_HTML,
                links.to("api?f=html")),
            Link.json(
                "The conformance classes of this server",
                Links.REL + "conformance",
                links.to("conformance")),
            Link.json("The processes", Links.REL + "processes", links.to("processes")),
            Link.json("The jobs", Links.REL + "job-list", links.to("jobs"))));
  }
}
