package org.periplus.api.audit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Cursor;
import org.periplus.api.Limit;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.security.CurrentTenant;
import org.periplus.security.audit.AuditEntry;
import org.periplus.security.audit.AuditEvent;
import org.periplus.security.audit.AuditPage;
import org.periplus.security.audit.AuditStore;
import org.periplus.security.identity.CurrentCaller;

/** The audit trail, an addition of ours. */
@Dependent
@Path("/ogc-api/audit")
public class AuditResource {

  private final AuditStore store;
  private final CurrentCaller caller;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public AuditResource() {
    this(null, null, null, null);
  }

  @Inject
  public AuditResource(AuditStore store, CurrentCaller caller, CurrentTenant tenant, Links links) {
    this.store = store;
    this.caller = caller;
    this.tenant = tenant;
    this.links = links;
  }

  /** {@code GET /audit}: who did what, newest first, in parts as the job list has them. */
  @GET
  @Operation(operationId = "getAuditTrail")
  @Produces({Links.JSON, Links.PAGE})
  public Response list(@Context UriInfo uri) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    AuditParameters parameters = new AuditParameters(query);
    int most = Limit.of(query.getFirst("limit"));
    AuditPage page = store.list(parameters.question(tenant.name(), caller.get().tenants()), most);
    String all = "audit?" + parameters.query() + "limit=" + most;
    String here =
        Stream.of(AuditParameters.AFTER, AuditParameters.BEFORE)
            .filter(query::containsKey)
            .findFirst()
            .map(side -> "&" + side + "=" + Links.encoded(query.getFirst(side)))
            .orElse("");
    String self = links.to(query.isEmpty() ? "audit" : all + here);
    List<Link> around = new ArrayList<>();
    around.add(Link.json("This list", "self", self));
    around.add(Links.asPage(self));
    List<AuditEntry> entries = page.entries();
    if (page.hasOlder()) {
      around.add(
          beside("Older", "next", all, AuditParameters.AFTER, entries.get(entries.size() - 1)));
    }
    if (page.hasNewer()) {
      around.add(beside("Newer", "prev", all, AuditParameters.BEFORE, entries.get(0)));
    }
    return Response.ok(
            new AuditList(
                parameters.filter(), entries.stream().map(AuditEvent::of).toList(), around))
        .header("Cache-Control", "no-store")
        .build();
  }

  private Link beside(String title, String rel, String all, String side, AuditEntry entry) {
    Cursor cursor = new Cursor(entry.happened(), entry.id());
    return Link.json(title, rel, links.to(all + "&" + side + "=" + cursor));
  }
}
