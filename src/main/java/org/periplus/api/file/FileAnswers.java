package org.periplus.api.file;

import static jakarta.ws.rs.core.Response.Status.PARTIAL_CONTENT;
import static jakarta.ws.rs.core.Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import java.util.Optional;
import org.periplus.api.Problem;
import org.periplus.api.http.ContentPolicy;
import org.periplus.staging.store.StoredFile;

/** Answers with a file or a range of it (RFC 9110, 14). */
public final class FileAnswers {

  private FileAnswers() {}

  /**
   * The file, or what the request's headers ask of it.
   *
   * @param range the header {@code Range}, or null
   * @param ifRange the header {@code If-Range}, or null
   */
  public static Response of(StoredFile file, String mediaType, String range, String ifRange) {
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
    ByteRange sent = asked.orElse(new ByteRange(0, file.size() - 1));
    Response.ResponseBuilder response =
        Response.status(asked.isPresent() ? PARTIAL_CONTENT : Response.Status.OK)
            .entity(new FileSlice(file, sent))
            .type(mediaType)
            .header("Accept-Ranges", "bytes")
            .header(HttpHeaders.CONTENT_LENGTH, sent.length())
            .header(
                HttpHeaders.CONTENT_DISPOSITION, FileMediaTypes.disposition(file.name(), mediaType))
            .header(ContentPolicy.HEADER, ContentPolicy.OF_RESULTS)
            .header(HttpHeaders.ETAG, file.entityTag())
            .lastModified(Date.from(file.modified()));
    asked.ifPresent(r -> response.header("Content-Range", r.contentRange(file.size())));
    return response.build();
  }
}
