package org.periplus.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;

/** Whose a process is, and with whom they share it: an addition of ours. */
@Dependent
@Path("/ogc-api/processes/{processId}/access")
public class ProcessAccessResource {

  private final TenantProcesses processes;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ProcessAccessResource() {
    this(null, null);
  }

  @Inject
  public ProcessAccessResource(TenantProcesses processes, Links links) {
    this.processes = processes;
    this.links = links;
  }

  /** {@code GET /processes/{processID}/access}. */
  @GET
  @Operation(operationId = "getProcessAccess")
  @Produces({Links.JSON, Links.PAGE})
  public ProcessSharing access(@PathParam("processId") String id) {
    return shown(processes.require(id));
  }

  /** {@code PATCH /processes/{processID}/access}: for the owner, and operators. */
  @PATCH
  @Operation(operationId = "shareProcess")
  @Takes(BodyKind.PATCH)
  @Produces(Links.JSON)
  public ProcessSharing share(@PathParam("processId") String id, JsonNode body) {
    return shown(processes.share(id, AccessParameters.of(body)));
  }

  private ProcessSharing shown(ProcessPackage process) {
    return ProcessSharing.of(process, processes.mayShare(process), links);
  }
}
