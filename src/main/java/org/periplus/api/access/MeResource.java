package org.periplus.api.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.guard.RequestQuota;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;
import org.periplus.security.quota.UsageReport;

/** Who I am, an addition of ours: what somebody asks whom the server does not let in. */
@Dependent
@Path("/ogc-api/me")
public class MeResource {

  private final CurrentCaller caller;
  private final CurrentTenant tenant;
  private final UsageReport usage;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public MeResource() {
    this(null, null, null, null);
  }

  @Inject
  public MeResource(CurrentCaller caller, CurrentTenant tenant, UsageReport usage, Links links) {
    this.caller = caller;
    this.tenant = tenant;
    this.usage = usage;
    this.links = links;
  }

  /** {@code GET /me}: answered to everybody, in every tenant. */
  @GET
  @Operation(operationId = "getMe")
  @Produces({Links.JSON, Links.PAGE})
  public Response me() {
    Caller who = caller.get();
    String self = links.to("me");
    Me me =
        new Me(
            who.account().isEmpty(),
            who.account().map(Account::name).orElse(null),
            who.account().map(Account::issuer).orElse(null),
            who.account().map(Account::subject).orElse(null),
            who.role().map(Role::toString).orElse(null),
            who.rule(),
            List.copyOf(who.tenants().sorted()),
            who.tenants().any(),
            usage(who),
            links(who, self));
    return Response.ok(me).header("Cache-Control", "no-store").build();
  }

  /** Of a foreign tenant nobody learns anything. */
  private List<Me.Used> usage(Caller who) {
    return who.tenants().include(tenant.name())
        ? usage.of(RequestQuota.whose(who, tenant.name())).stream().map(Me.Used::of).toList()
        : List.of();
  }

  private List<Link> links(Caller who, String self) {
    List<Link> around = new ArrayList<>();
    around.add(Link.json("This document", "self", self));
    around.add(Links.asPage(self));
    if (who.may(Role.OPERATOR)) {
      around.add(Link.json("The audit trail", "related", links.to("audit")));
    }
    return around;
  }
}
