package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Date;
import java.util.Optional;
import org.periplus.job.Job;

/** The published result files of a job, whole or in ranges (RFC 9110, 14): an addition of ours. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/files/{path: .+}")
public class JobFilesResource {

  private final TenantJobs jobs;
  private final PublishedFiles files;

  @Inject
  public JobFilesResource(TenantJobs jobs, PublishedFiles files) {
    this.jobs = jobs;
    this.files = files;
  }

  /** {@code GET /jobs/{jobID}/files/{path}}. */
  @GET
  public Response file(
      @PathParam("jobId") String id,
      @PathParam("path") String path,
      @HeaderParam("Range") String range)
      throws IOException {
    Job job = jobs.require(id);
    java.nio.file.Path file = files.require(job.id(), path);
    long size = Files.size(file);
    Optional<ByteRange> asked;
    try {
      asked = ByteRange.parse(range, size);
    } catch (ByteRange.NotSatisfiableException e) {
      return Response.status(REQUESTED_RANGE_NOT_SATISFIABLE)
          .header("Content-Range", "bytes */" + size)
          .type(Problem.MEDIA_TYPE)
          .entity(Problem.plain(REQUESTED_RANGE_NOT_SATISFIABLE, e.getMessage()))
          .build();
    }
    ByteRange sent = asked.orElse(new ByteRange(0, size - 1));
    Response.ResponseBuilder response =
        Response.status(asked.isPresent() ? Response.Status.PARTIAL_CONTENT : Response.Status.OK)
            .entity(new FileSlice(file, sent))
            .type(FileMediaTypes.of(path))
            .header("Accept-Ranges", "bytes")
            .header(HttpHeaders.CONTENT_LENGTH, sent.length())
            .lastModified(Date.from(Files.getLastModifiedTime(file).toInstant()));
    asked.ifPresent(r -> response.header("Content-Range", r.contentRange(size)));
    return response.build();
  }
}
