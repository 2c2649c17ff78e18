package org.periplus.api.graph;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.process.TenantProcesses;

/** The workflow of a process. An addition of ours to the standard. */
@Dependent
@Path("/ogc-api/processes/{processId}/graph")
public class ProcessGraphResource {

  private final TenantProcesses processes;
  private final ProcessGraphs graphs;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public ProcessGraphResource() {
    this(null, null);
  }

  @Inject
  public ProcessGraphResource(TenantProcesses processes, ProcessGraphs graphs) {
    this.processes = processes;
    this.graphs = graphs;
  }

  /** {@code GET /processes/{processID}/graph}. */
  @GET
  @Operation(operationId = "getProcessGraph")
  @Produces({Links.JSON, Links.PAGE, StepGraph.SVG})
  public StepGraph graph(@PathParam("processId") String id, @QueryParam("open") List<String> open) {
    return graphs.of(processes.require(id), List.copyOf(open));
  }
}
