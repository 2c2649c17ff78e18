package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.ReadsDocument;
import org.periplus.api.http.Takes;
import org.periplus.api.kept.Kept;
import org.periplus.job.execution.Dismissals;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.CurrentTenant;

/**
 * One process: Part 1, 7.10 "Retrieve a process description", and Part 2, "Replace" and "Undeploy".
 */
@Dependent
@Path("/ogc-api/processes/{processId}")
public class ProcessResource {

  private final TenantProcesses processes;
  private final PackageBodies bodies;
  private final PackageAnswers packages;
  private final ProcessPages pages;
  private final Dismissals dismissals;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ProcessResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public ProcessResource(
      TenantProcesses processes,
      PackageBodies bodies,
      PackageAnswers packages,
      ProcessPages pages,
      Dismissals dismissals,
      CurrentTenant tenant,
      Links links) {
    this.processes = processes;
    this.dismissals = dismissals;
    this.bodies = bodies;
    this.packages = packages;
    this.pages = pages;
    this.tenant = tenant;
    this.links = links;
  }

  /** {@code GET /processes/{processID}}: Part 1, {@code /req/core/process-description}. */
  @GET
  @Kept
  @Operation(operationId = "getProcessDescription")
  @Produces(Links.JSON)
  public ProcessRepresentation describe(@PathParam("processId") String id) {
    return ProcessRepresentation.of(processes.require(id), links);
  }

  /** The same as a page, where the process can be executed. */
  @GET
  @Operation(hidden = true)
  @Produces(Links.PAGE)
  public ProcessPage page(
      @PathParam("processId") String id, @QueryParam("open") List<String> open) {
    return pages.of(processes.require(id), List.copyOf(open));
  }

  /**
   * {@code PUT /processes/{processID}}: Part 2, {@code
   * /req/deploy-replace-undeploy/replace-put-op}. An addition of ours: {@link DryRun}.
   */
  @PUT
  @ReadsDocument
  @Operation(operationId = "replace")
  @Takes(BodyKind.PACKAGE)
  public Response replace(
      @PathParam("processId") String id,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @QueryParam("w") String workflow,
      @QueryParam(DryRun.PARAMETER) String dryRun,
      String body) {
    boolean tried = DryRun.of(dryRun);
    PackageSource source = bodies.replacing(type, body);
    Optional<String> chosen = Optional.ofNullable(workflow);
    if (tried) {
      return Response.ok(TriedProcess.of(processes.tryReplacing(id, source, chosen)), Links.JSON)
          .build();
    }
    processes.replace(id, source, chosen);
    return Response.noContent().build();
  }

  /**
   * {@code DELETE /processes/{processID}}: Part 2, {@code
   * /req/deploy-replace-undeploy/undeploy-delete-op}.
   *
   * @param force whether jobs of the process that have not ended are dismissed; otherwise they are
   *     a reason to refuse
   */
  @DELETE
  @Operation(operationId = "undeploy")
  public void undeploy(
      @PathParam("processId") String id, @QueryParam("force") @DefaultValue("false") String force) {
    if (!force.equals("true") && !force.equals("false")) {
      throw new RequestRefusedException(
          Problem.of(
              Problem.PART_1 + "invalid-query-parameter",
              "Invalid query parameter",
              Response.Status.BAD_REQUEST,
              "The parameter force is '" + force + "'; it must be true or false."));
    }
    dismissals.undeploy(tenant.name(), id, force.equals("true"), processes::requireChangeable);
  }

  /**
   * {@code GET /processes/{processID}/package}: Part 2, what was deployed, unchanged; or as one
   * document with all that it refers to.
   */
  @GET
  @Path("/package")
  @Operation(operationId = "getPackage")
  public Response applicationPackage(
      @PathParam("processId") String id, @QueryParam("f") String format) {
    ProcessPackage process = processes.require(id);
    if (process.builtIn()) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.NOT_FOUND,
              "The process '" + id + "' is built into the server and has no package."));
    }
    return packages.answer(processes.requirePackage(process), format);
  }
}
