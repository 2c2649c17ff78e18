package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Files;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.Job;
import org.periplus.job.StepRun;
import org.periplus.job.StepRunStore;

/** The logs of a job's steps: an addition of ours to the standard. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/logs/{name}.log")
public class JobLogResource {

  private final TenantJobs jobs;
  private final StepRunStore steps;
  private final DataDirectory data;

  @Inject
  public JobLogResource(TenantJobs jobs, StepRunStore steps, DataDirectory data) {
    this.jobs = jobs;
    this.steps = steps;
    this.data = data;
  }

  /** {@code GET /jobs/{jobID}/logs/{name}.log}: what there is so far. */
  @GET
  @Operation(operationId = "getLog")
  @Produces("text/plain; charset=utf-8")
  public StreamingOutput log(@PathParam("jobId") String id, @PathParam("name") String name) {
    Job job = jobs.require(id);
    String file =
        steps
            .findByName(job.id(), name)
            .flatMap(StepRun::logFile)
            .orElseThrow(
                () ->
                    new RequestRefusedException(
                        Problem.plain(NOT_FOUND, "The job has no log called '" + name + ".log'.")));
    java.nio.file.Path path = data.root().resolve(file);
    return output -> {
      if (Files.exists(path)) {
        Files.copy(path, output);
      }
    };
  }
}
