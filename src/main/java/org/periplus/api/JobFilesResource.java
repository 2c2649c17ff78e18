package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.PARTIAL_CONTENT;
import static jakarta.ws.rs.core.Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Date;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.job.Job;
import org.periplus.staging.StoredFile;

/** The published result files of a job, whole or in ranges (RFC 9110, 14): an addition of ours. */
@Dependent
@Path("/ogc-api/jobs/{jobId}/files/{path: .+}")
public class JobFilesResource {

  private final TenantJobs jobs;
  private final PublishedFiles files;
  private final Links links;

  @Inject
  public JobFilesResource(TenantJobs jobs, PublishedFiles files, Links links) {
    this.jobs = jobs;
    this.files = files;
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
    boolean unchanged = ifRange == null || ifRange.equals(file.entityTag()); // RFC 9110, 13.1.5
    Optional<ByteRange> asked;
    try {
      asked = unchanged ? ByteRange.parse(range, file.size()) : Optional.empty();
    } catch (ByteRange.NotSatisfiableException e) {
      return Response.status(REQUESTED_RANGE_NOT_SATISFIABLE)
          .header("Content-Range", "bytes */" + file.size())
          .type(Problem.MEDIA_TYPE)
          .entity(Problem.plain(REQUESTED_RANGE_NOT_SATISFIABLE, e.getMessage()))
          .build();
    }
    return send(file, asked);
  }

  private static Response send(StoredFile file, Optional<ByteRange> asked) {
    ByteRange sent = asked.orElse(new ByteRange(0, file.size() - 1));
    Response.ResponseBuilder response =
        Response.status(asked.isPresent() ? PARTIAL_CONTENT : Response.Status.OK)
            .entity(new FileSlice(file, sent))
            .type(FileMediaTypes.of(file.name()))
            .header("Accept-Ranges", "bytes")
            .header(HttpHeaders.CONTENT_LENGTH, sent.length())
            .header(HttpHeaders.CONTENT_DISPOSITION, FileMediaTypes.disposition(file.name()))
            .header("X-Content-Type-Options", "nosniff")
            .header(HttpHeaders.ETAG, file.entityTag())
            .lastModified(Date.from(file.modified()));
    asked.ifPresent(r -> response.header("Content-Range", r.contentRange(file.size())));
    return response.build();
  }
}
