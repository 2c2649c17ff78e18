package org.periplus.api.process;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.kept.Kept;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;

/**
 * The versions of a process that replacements left, which their jobs still run. Part 2 leaves it
 * open how they are reached; the relations of the links are those of RFC 5829.
 */
@Dependent
@Path("/ogc-api/processes/{processId}/versions")
public class ProcessVersionsResource {

  private final TenantProcesses processes;
  private final PackageAnswers packages;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ProcessVersionsResource() {
    this(null, null, null);
  }

  @Inject
  public ProcessVersionsResource(TenantProcesses processes, PackageAnswers packages, Links links) {
    this.processes = processes;
    this.packages = packages;
    this.links = links;
  }

  /** {@code GET /processes/{processID}/versions}. */
  @GET
  @Kept
  @Operation(operationId = "getVersions")
  @Produces({Links.JSON, Links.PAGE})
  public ProcessVersionList list(@PathParam("processId") String id) {
    return ProcessVersionList.of(id, deployed(id), links);
  }

  /** {@code GET /processes/{processID}/versions/{revision}}. */
  @GET
  @Path("{revision}")
  @Kept
  @Operation(operationId = "getVersion")
  @Produces({Links.JSON, Links.PAGE})
  public ProcessRepresentation describe(
      @PathParam("processId") String id, @PathParam("revision") String revision) {
    return ProcessRepresentation.ofVersion(require(id, revision), links);
  }

  /** {@code GET /processes/{processID}/versions/{revision}/package}. */
  @GET
  @Path("{revision}/package")
  @Operation(operationId = "getVersionPackage")
  public Response applicationPackage(
      @PathParam("processId") String id,
      @PathParam("revision") String revision,
      @QueryParam("f") String format) {
    return packages.answer(processes.requirePackage(require(id, revision)), format);
  }

  private ProcessPackage require(String id, String revision) {
    return deployed(id).stream()
        .filter(each -> Integer.toString(each.revision()).equals(revision))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestRefusedException(
                    Problem.plain(
                        NOT_FOUND,
                        "The process '%s' has no version %s; see the list of its versions."
                            .formatted(id, revision))));
  }

  /** A built-in process has versions only with the server. */
  private List<ProcessPackage> deployed(String id) {
    return processes.revisions(id).stream().filter(each -> !each.builtIn()).toList();
  }
}
