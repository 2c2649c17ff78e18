package org.periplus.api.result;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.file.FileAnswers;
import org.periplus.api.job.TenantJobs;
import org.periplus.job.Job;
import org.periplus.staging.store.StoredFile;

/** The published result files of a job, whole or in ranges (RFC 9110, 14): an addition of ours. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/files/{path: .+}")
public class JobFilesResource {

  private final TenantJobs jobs;
  private final PublishedFiles files;
  private final StatedTypes types;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public JobFilesResource() {
    this(null, null, null, null);
  }

  @Inject
  public JobFilesResource(TenantJobs jobs, PublishedFiles files, StatedTypes types, Links links) {
    this.jobs = jobs;
    this.files = files;
    this.types = types;
    this.links = links;
  }

  /**
   * {@code GET /jobs/{jobID}/files/{path}}: the file, or where {@code sign} or the configuration
   * asks for signed links, a redirection to such a link.
   */
  @GET
  @Operation(operationId = "getFile")
  public Response file(
      @PathParam("jobId") String id,
      @PathParam("path") String path,
      @HeaderParam("Range") String range,
      @HeaderParam("If-Range") String ifRange,
      @QueryParam("sign") String sign)
      throws IOException {
    Job job = jobs.require(id);
    StoredFile file = files.require(job, path);
    Optional<URI> signed = files.links(job, links, FileLinks.sign(sign)).signature(path);
    if (signed.isPresent()) {
      return Response.temporaryRedirect(signed.get()).build();
    }
    return FileAnswers.of(file, types.of(job, path), range, ifRange);
  }
}
