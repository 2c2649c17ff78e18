package org.periplus.api.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.access.Issuers.Issuer;
import org.periplus.security.identity.oidc.DeviceClients;

/** Where one can log in, an addition of ours: what a program asks that has no token yet. */
@Dependent
@Path("/ogc-api/issuers")
public class IssuersResource {

  private final DeviceClients clients;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public IssuersResource() {
    this(null, null);
  }

  @Inject
  public IssuersResource(DeviceClients clients, Links links) {
    this.clients = clients;
    this.links = links;
  }

  /** {@code GET /issuers}: answered to everybody, in every tenant. */
  @GET
  @Operation(operationId = "getIssuers")
  @Produces({Links.JSON, Links.PAGE})
  public Issuers issuers() {
    String self = links.to("issuers");
    return new Issuers(
        clients.all().stream()
            .map(one -> new Issuer(one.name(), one.issuer(), one.configuration(), one.client()))
            .toList(),
        List.of(Link.json("This document", "self", self), Links.asPage(self)));
  }
}
