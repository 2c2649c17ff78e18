package org.periplus.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.periplus.job.Executions;
import org.periplus.job.Job;
import org.periplus.security.CurrentTenant;

/** OGC API - Processes Part 1, 7.11 "Execute a process". */
@Dependent
@Path("/ogc-api/processes/{processId}/execution")
public class ExecutionResource {

  private final Executions executions;
  private final CurrentTenant tenant;
  private final Links links;

  @Inject
  public ExecutionResource(Executions executions, CurrentTenant tenant, Links links) {
    this.executions = executions;
    this.tenant = tenant;
    this.links = links;
  }

  /**
   * {@code POST /processes/{processID}/execution}: {@code /req/core/process-execute-op}. Always
   * asynchronous: {@code /req/core/process-execute-success-async}.
   */
  @POST
  @Consumes(Links.JSON)
  @Produces(Links.JSON)
  public Response execute(
      @PathParam("processId") String processId,
      @HeaderParam("Prefer") List<String> prefer,
      JsonNode body) {
    ExecuteRequest request = ExecuteRequest.of(body);
    Job job = executions.execute(tenant.name(), processId, request.inputs(), request.outputs());
    Response.ResponseBuilder response =
        Response.created(Links.location(links.job(job.id())))
            .entity(StatusInfo.of(job, List.of(), links));
    Preferences.applied(prefer)
        .ifPresent(applied -> response.header("Preference-Applied", applied));
    return response.build();
  }
}
