package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Limit;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.ReadsDocument;
import org.periplus.api.http.Takes;
import org.periplus.api.kept.Kept;
import org.periplus.process.TenantProcesses;
import org.periplus.process.TenantProcesses.Asked;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;

/** The processes: Part 1, 7.9 "Retrieve a process list", and Part 2, "Deploy". */
@Dependent
@Path("/ogc-api/processes")
public class ProcessesResource {

  private final TenantProcesses processes;
  private final PackageBodies bodies;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ProcessesResource() {
    this(null, null, null);
  }

  @Inject
  public ProcessesResource(TenantProcesses processes, PackageBodies bodies, Links links) {
    this.processes = processes;
    this.bodies = bodies;
    this.links = links;
  }

  /** {@code GET /processes}: Part 1, {@code /req/core/process-list}. */
  @GET
  @Kept
  @Operation(operationId = "getProcesses")
  @Produces({Links.JSON, Links.PAGE})
  public ProcessList list(@QueryParam("limit") String limit, @QueryParam("after") String after) {
    int most = Limit.of(limit);
    List<ProcessPackage> found = processes.list(most + 1, Optional.ofNullable(after));
    List<ProcessPackage> shown = found.subList(0, Math.min(most, found.size()));
    List<Link> around = new ArrayList<>();
    String self = links.to("processes" + here(limit, after));
    around.add(Link.json("This list", "self", self));
    around.add(Links.asPage(self));
    if (found.size() > most) {
      String last = Links.encoded(shown.get(most - 1).id());
      around.add(
          Link.json(
              "More processes", "next", links.to("processes?limit=" + most + "&after=" + last)));
    }
    return new ProcessList(
        shown.stream().map(process -> ProcessSummary.inList(process, links)).toList(), around);
  }

  private static String here(String limit, String after) {
    String query =
        (limit == null ? "" : "&limit=" + Links.encoded(limit))
            + (after == null ? "" : "&after=" + Links.encoded(after));
    return query.isEmpty() ? "" : "?" + query.substring(1);
  }

  /**
   * {@code POST /processes}: Part 2, {@code /req/deploy-replace-undeploy/deploy-post-op}. With whom
   * it is shared may be said in the query, an addition of ours: {@link AccessParameters}; and that
   * it is only to be tried: {@link DryRun}.
   */
  @POST
  @ReadsDocument
  @Operation(operationId = "deploy")
  @Takes(BodyKind.PACKAGE)
  @Produces(Links.JSON)
  public Response deploy(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @QueryParam("w") String workflow,
      @QueryParam(DryRun.PARAMETER) String dryRun,
      @Context UriInfo uri,
      String body) {
    Asked asked = AccessParameters.of(uri.getQueryParameters());
    boolean tried = DryRun.of(dryRun);
    PackageSource source = bodies.deployed(type, body);
    Optional<String> chosen = Optional.ofNullable(workflow);
    if (tried) {
      return Response.ok(TriedProcess.of(processes.tryDeploying(source, chosen, asked))).build();
    }
    ProcessPackage process = processes.deploy(source, chosen, asked);
    return Response.created(Links.location(links.process(process.id())))
        .entity(ProcessSummary.ofDeployed(process, links))
        .build();
  }
}
