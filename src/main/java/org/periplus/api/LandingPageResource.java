package org.periplus.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** OGC API - Processes Part 1, 7.2 "Retrieve the API landing page". */
@Dependent
@Path("/ogc-api")
public class LandingPageResource {

  private final Links links;

  @Inject
  public LandingPageResource(Links links) {
    this.links = links;
  }

  /** {@code GET /}: where everything else is. */
  @GET
  @Produces({Links.JSON, Links.PAGE})
  public LandingPage landingPage() {
    return new LandingPage(
        "Periplus",
        "OGC API - Processes for Earth-observation application packages",
        List.of(
            Link.json("This document", "self", links.landingPage()),
            Links.asPage(links.landingPage()),
            new Link(
                "The API definition",
                "service-desc",
                ApiDefinitionResource.MEDIA_TYPE,
                links.to("api")),
            Link.json(
                "The conformance classes of this server",
                Links.REL + "conformance",
                links.to("conformance")),
            Link.json("The processes", Links.REL + "processes", links.to("processes")),
            Link.json("The jobs", Links.REL + "job-list", links.to("jobs"))));
  }
}
