package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;
import static jakarta.ws.rs.core.Response.Status.CONFLICT;
import static jakarta.ws.rs.core.Response.Status.INTERNAL_SERVER_ERROR;
import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;
import static jakarta.ws.rs.core.Response.Status.REQUEST_ENTITY_TOO_LARGE;
import static jakarta.ws.rs.core.Response.Status.SERVICE_UNAVAILABLE;
import static jakarta.ws.rs.core.Response.Status.TOO_MANY_REQUESTS;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.periplus.api.guard.LimitReachedException;
import org.periplus.configuration.JsonLimits;
import org.periplus.job.JobEndedException;
import org.periplus.job.JobLockedException;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.NotRestartableException;
import org.periplus.job.ServerStopsException;
import org.periplus.job.execution.KeyReusedException;
import org.periplus.job.execution.ProcessInUseException;
import org.periplus.job.queue.QueueFullException;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.process.input.InvalidInputException;
import org.periplus.security.quota.QuotaExceededException;
import org.periplus.staging.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that goes wrong into a problem document: the one place where that happens. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final String UNSUPPORTED_MEDIA_TYPE = Problem.PART_2 + "unsupported-media-type";

  /** What names the media types that are read. */
  private static final List<String> READ =
      List.of(HttpHeaders.ACCEPT, "Accept-Post", "Accept-Patch");

  /** Knows the path as the client wrote it, with the tenant. */
  @Context private HttpServletRequest request;

  @Context private HttpHeaders headers;

  @Override
  public Response toResponse(Throwable failure) {
    Problem problem = ofPart(problem(failure)).at(request.getRequestURI());
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(mediaType()).entity(problem);
    if (failure instanceof NotAllowedException notAllowed) {
      response.header(HttpHeaders.ALLOW, allowed(notAllowed));
    }
    if (failure instanceof NotSupportedException) {
      READ.forEach(field -> response.header(field, field(failure, field)));
    }
    if (failure instanceof RequestRefusedException refused) {
      refused.challenge().ifPresent(text -> response.header(HttpHeaders.WWW_AUTHENTICATE, text));
    }
    RetryFields.of(failure, problem.status()).forEach(response::header);
    return response.build();
  }

  /** Version 1.0 knows problems as JSON alone: who takes nothing else gets them as that. */
  private String mediaType() {
    if (Accept.prefersPage(headers)) {
      return MediaType.TEXT_HTML;
    }
    return Links.JSON.equalsIgnoreCase(request.getHeader(HttpHeaders.ACCEPT))
        ? Links.JSON
        : Problem.MEDIA_TYPE;
  }

  /** Part 4 has Part 2's problem of media types, under its own name. */
  private Problem ofPart(Problem problem) {
    boolean aboutJobs = request.getRequestURI().matches(".*/ogc-api/jobs(/.*)?");
    return aboutJobs && problem.type().equals(UNSUPPORTED_MEDIA_TYPE)
        ? new Problem(
            Problem.PART_4 + "unsupported-media-type",
            problem.title(),
            problem.status(),
            problem.detail(),
            null,
            problem.problems())
        : problem;
  }

  /** What is allowed; {@code HEAD} is wherever {@code GET} is, which servers leave out. */
  private static String allowed(NotAllowedException failure) {
    String methods = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return methods.contains("GET") && !methods.contains("HEAD") ? methods + ", HEAD" : methods;
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof RequestRefusedException refused) {
      return refused.problem();
    }
    if (failure instanceof QuotaExceededException quota) {
      return Problem.of(quota);
    }
    if (failure instanceof LimitReachedException) {
      return Problem.plain(TOO_MANY_REQUESTS, failure.getMessage());
    }
    if (failure instanceof NoSuchJobException) {
      return Problem.of(
          Problem.PART_1 + "no-such-job", "No such job", NOT_FOUND, failure.getMessage());
    }
    if (failure instanceof JobLockedException) {
      return Problem.of(Problem.PART_4 + "locked", "Locked", Problem.LOCKED, failure.getMessage());
    }
    if (failure instanceof JobEndedException) {
      return Problem.of("about:blank", "Job has ended", CONFLICT, failure.getMessage());
    }
    if (failure instanceof ProcessInUseException) {
      return Problem.of("about:blank", "Process in use", CONFLICT, failure.getMessage());
    }
    if (failure instanceof NotRestartableException) {
      return Problem.of("about:blank", "Job did not fail", CONFLICT, failure.getMessage());
    }
    if (failure instanceof QueueFullException full) {
      return Problem.of(
          "about:blank",
          "Too many jobs wait",
          full.ofTenant() ? TOO_MANY_REQUESTS : SERVICE_UNAVAILABLE,
          failure.getMessage());
    }
    if (failure instanceof ServerStopsException) {
      return Problem.plain(SERVICE_UNAVAILABLE, failure.getMessage());
    }
    if (failure instanceof KeyReusedException) {
      return Problem.of(
          "about:blank",
          "Idempotency-Key is already used",
          Problem.UNPROCESSABLE,
          failure.getMessage());
    }
    if (failure instanceof InvalidInputException invalid) {
      return Problem.of(
              Problem.PART_1 + "invalid-parameter-value",
              "Invalid input",
              BAD_REQUEST,
              failure.getMessage())
          .with(invalid.problems());
    }
    if (failure instanceof StreamConstraintsException beyond) {
      return Problem.plain(
          JsonLimits.isSize(beyond) ? REQUEST_ENTITY_TOO_LARGE : BAD_REQUEST,
          "The body is refused: " + JsonLimits.words(beyond) + ".");
    }
    if (failure instanceof StreamReadException json) {
      return Problem.plain(BAD_REQUEST, "The body is not JSON: " + where(json));
    }
    if (failure instanceof MismatchedInputException json) {
      return Problem.plain(BAD_REQUEST, "The body cannot be read: " + where(json));
    }
    if (failure instanceof StoreException
        || (failure instanceof UncheckedIOException
            && failure.getCause() instanceof StoreException)) {
      return storeFailed(failure);
    }
    if (failure instanceof DatabaseAwayException) {
      LOG.error("The database cannot be used: {}", failure.getCause().getMessage());
      return Problem.plain(
          SERVICE_UNAVAILABLE, "The server cannot reach its database now. Please try again.");
    }
    if (failure instanceof WebApplicationException web) {
      return web.getCause() instanceof JsonProcessingException json ? problem(json) : ofServer(web);
    }
    Problem ofPackage = PackageProblems.of(failure);
    return ofPackage == null ? unexpected(failure) : ofPackage;
  }

  /** What JAX-RS itself refuses: unknown paths, methods and media types. */
  private static Problem ofServer(WebApplicationException failure) {
    Response.StatusType status = failure.getResponse().getStatusInfo();
    if (failure instanceof NotFoundException) {
      return Problem.plain(status, "There is nothing at this address.");
    }
    if (failure instanceof NotSupportedException) {
      return unread(field(failure, HttpHeaders.ACCEPT));
    }
    if (failure instanceof NotAllowedException notAllowed) {
      return Problem.plain(status, "Allowed here are " + allowed(notAllowed) + ".");
    }
    return Problem.plain(status, failure.getMessage());
  }

  /**
   * A body of another media type.
   *
   * @param read those that are read; null where nobody knows
   */
  private static Problem unread(String read) {
    Problem problem =
        Problem.of(
            UNSUPPORTED_MEDIA_TYPE,
            "Unsupported media type",
            Response.Status.UNSUPPORTED_MEDIA_TYPE,
            "The body has a media type that this resource does not read"
                + (read == null
                    ? "."
                    : ", or none. Say which it has in Content-Type: " + read + "."));
    return read == null ? problem : problem.with(List.of(read.split(", ")));
  }

  /** A field of the answer that the failure itself would be; null if it has none such. */
  private static String field(Throwable failure, String name) {
    return ((WebApplicationException) failure).getResponse().getHeaderString(name);
  }

  private static Problem storeFailed(Throwable failure) {
    LOG.error("The store of results cannot be used: {}", failure.getMessage());
    return Problem.plain(
        SERVICE_UNAVAILABLE,
        "The store of results cannot be used now; the server's log says why. Please try again.");
  }

  private static Problem unexpected(Throwable failure) {
    UUID id = UUID.randomUUID();
    LOG.error("A request failed with the error {}", id, failure);
    return Problem.plain(
        INTERNAL_SERVER_ERROR, "An unexpected error; the server's log has it under " + id + ".");
  }

  private static String where(JsonProcessingException failure) {
    JsonLocation location = failure.getLocation();
    return withoutClasses(failure.getOriginalMessage())
        + (location == null
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")");
  }

  /** Jackson says also what Java reads from, and into. */
  private static String withoutClasses(String message) {
    return message
        .replaceAll("\\[Source: [^;\\[\\]]*; ", "[")
        .replaceAll(" \\(bound as `[^`]*`\\)", "")
        .replaceAll("`(?:[\\w$]++\\.)++([\\w$]++)`", "`$1`");
  }
}
