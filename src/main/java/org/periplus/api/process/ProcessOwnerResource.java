package org.periplus.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.api.request.NewOwner;
import org.periplus.process.TenantProcesses;

/** A process is handed on to somebody else, as when its owner leaves: an addition of ours. */
@Dependent
@Path("/ogc-api/processes/{processId}/owner")
public class ProcessOwnerResource {

  private final TenantProcesses processes;
  private final NewOwner newOwner;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ProcessOwnerResource() {
    this(null, null, null);
  }

  @Inject
  public ProcessOwnerResource(TenantProcesses processes, NewOwner newOwner, Links links) {
    this.processes = processes;
    this.newOwner = newOwner;
    this.links = links;
  }

  /** {@code PUT /processes/{processID}/owner}: for operators. */
  @PUT
  @Operation(operationId = "handProcessOn")
  @Takes(BodyKind.DOCUMENT)
  @Produces(Links.JSON)
  public ProcessSharing handOn(@PathParam("processId") String id, JsonNode body) {
    processes.require(id);
    return ProcessSharing.of(processes.handOn(id, newOwner.of(body)), true, links);
  }
}
