package org.periplus.api.negotiation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.periplus.api.Dated;
import org.periplus.api.Hashed;
import org.periplus.api.JsonBodies;
import org.periplus.api.Problem;
import org.periplus.api.file.FileSlice;
import org.periplus.api.guard.PageSession;
import org.periplus.api.result.OutputContent;
import org.periplus.api.result.ResultsArchive;
import org.periplus.configuration.Sha256;
import org.periplus.security.identity.session.Session;

/**
 * Gives each representation an entity tag and, where it is {@link Dated}, its last change, and
 * answers {@code 304} to a client that has it already: RFC 9110, 8.8 and 13. The tags are weak,
 * since the same representation may be compressed or not.
 */
@Provider
@ApplicationScoped
public class ConditionalAnswers implements ContainerResponseFilter {

  /** Pages may look different after an update of the server. */
  private static final String START = UUID.randomUUID().toString();

  private static final MediaType PICTURE = MediaType.valueOf("image/svg+xml");

  /** What nobody keeps is not compared with anything. */
  private static final String NO_STORE = "no-store";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean read =
        request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    if (!read || response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
      return;
    }
    Object entity = response.getEntity();
    if (entity instanceof Dated dated) {
      response.getHeaders().putSingle(HttpHeaders.LAST_MODIFIED, Date.from(dated.changed()));
    }
    if (isRepresentation(entity)
        && !NO_STORE.equals(response.getHeaderString(HttpHeaders.CACHE_CONTROL))) {
      response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
      Optional<Session> session = PageSession.of(request.getProperty(PageSession.PROPERTY));
      if (session.isPresent()) {
        response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.COOKIE);
      }
      response
          .getHeaders()
          .putSingle(
              HttpHeaders.CACHE_CONTROL, session.isPresent() ? "private, no-cache" : "no-cache");
      String languages = "";
      if (isRead(response.getMediaType())) {
        response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        languages = String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
      }
      response
          .getHeaders()
          .putSingle(HttpHeaders.ETAG, tag(entity, response.getMediaType(), languages, session));
    }
    if (response.getEntityTag() != null || response.getLastModified() != null) {
      answerShortly(request, response);
    }
  }

  /** Whether people read it, in their language: a page or a picture. */
  private static boolean isRead(MediaType type) {
    return MediaType.TEXT_HTML_TYPE.isCompatible(type) || PICTURE.isCompatible(type);
  }

  /** Files have tags of their own, and are not read only to make one. */
  private static boolean isRepresentation(Object entity) {
    boolean file =
        entity instanceof FileSlice
            || entity instanceof OutputContent.Stored
            || entity instanceof ResultsArchive;
    return !file && (entity instanceof Record || entity instanceof JsonNode);
  }

  private static void answerShortly(
      ContainerRequestContext request, ContainerResponseContext response) {
    Response.ResponseBuilder unchanged = evaluated(request.getRequest(), response);
    if (unchanged == null) {
      return;
    }
    Response.StatusType status = unchanged.build().getStatusInfo();
    response.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
    response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    response.setStatusInfo(status);
    response.setEntity(null);
    if (status.getStatusCode() == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
      response.setEntity(
          Problem.plain(status, "What is here is not what the request's conditions expect."),
          new Annotation[0],
          MediaType.valueOf(Problem.MEDIA_TYPE));
    }
  }

  /** The answer that the conditions of the request ask for; null when they ask for none. */
  private static Response.ResponseBuilder evaluated(
      Request request, ContainerResponseContext response) {
    Date changed = response.getLastModified();
    EntityTag tag = response.getEntityTag();
    try {
      if (tag == null) {
        return request.evaluatePreconditions(changed);
      }
      return changed == null
          ? request.evaluatePreconditions(tag)
          : request.evaluatePreconditions(changed, tag);
    } catch (ProcessingException | IllegalArgumentException e) {
      return null; // a condition that cannot be read is none
    }
  }

  /** A page says whose it is. */
  private static EntityTag tag(
      Object entity, MediaType type, String languages, Optional<Session> session) {
    try {
      MessageDigest digest = Sha256.begin();
      digest.update(String.valueOf(type).getBytes(StandardCharsets.UTF_8));
      if (MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
        digest.update(START.getBytes(StandardCharsets.UTF_8));
        digest.update(languages.getBytes(StandardCharsets.UTF_8));
        session
            .map(Session::changeToken)
            .ifPresent(token -> digest.update(token.getBytes(StandardCharsets.UTF_8)));
      }
      byte[] hash =
          digest.digest(
              entity instanceof Hashed hashed
                  ? hashed.hash().getBytes(StandardCharsets.UTF_8)
                  : JsonBodies.MAPPER.writeValueAsBytes(entity));
      return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(hash), true);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A representation that is served cannot be hashed", e);
    }
  }
}
