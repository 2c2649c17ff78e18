package org.periplus.api.guard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.security.quota.QuotaExceededException;

/**
 * Why a request does not reach the application: a problem document (RFC 9457) that a servlet can
 * send.
 *
 * @param retryAfter after what time it may be tried again
 * @param challenge how the client may say who it is: {@code WWW-Authenticate}
 * @param members what its document has besides, or instead of what it has usually
 */
public record Refusal(
    int status,
    String title,
    String detail,
    Optional<Duration> retryAfter,
    Optional<String> challenge,
    Map<String, Object> members) {

  /** RFC 9110, 15.5.20, which servlets have no constant for. */
  static final int MISDIRECTED = 421;

  /** RFC 6585, 4. */
  static final int TOO_MANY_REQUESTS = 429;

  private static final JsonMapper JSON = new JsonMapper();

  public Refusal(int status, String title, String detail) {
    this(status, title, detail, Optional.empty(), Optional.empty(), Map.of());
  }

  static Refusal malformed(String detail) {
    return new Refusal(HttpServletResponse.SC_BAD_REQUEST, "Bad Request", detail);
  }

  static Refusal forbidden(String detail) {
    return new Refusal(HttpServletResponse.SC_FORBIDDEN, "Forbidden", detail);
  }

  static Refusal unavailable(String detail) {
    return new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Service Unavailable", detail);
  }

  static Refusal unauthorized(String detail, String challenge) {
    return new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized", detail).with(challenge);
  }

  Refusal with(String newChallenge) {
    return new Refusal(status, title, detail, retryAfter, Optional.of(newChallenge), members);
  }

  static Refusal tooMany(String detail, Duration retryAfter) {
    return new Refusal(
        TOO_MANY_REQUESTS,
        "Too Many Requests",
        detail,
        Optional.of(retryAfter),
        Optional.empty(),
        Map.of());
  }

  static Refusal of(QuotaExceededException exceeded) {
    QuotaAnswer answer = new QuotaAnswer(exceeded.share());
    return new Refusal(
        TOO_MANY_REQUESTS,
        QuotaAnswer.TITLE,
        exceeded.getMessage(),
        Optional.of(exceeded.retryAfter().plusMillis(999)),
        Optional.empty(),
        Map.of(
            "type",
            QuotaAnswer.TYPE,
            QuotaAnswer.VIOLATED,
            List.of(exceeded.share().policy()),
            "problems",
            List.of(answer.details())));
  }

  /** Sends it. A body of the request that nobody read is not taken for the next request. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ObjectNode problem = JSON.createObjectNode();
    problem
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
    members.forEach(problem::putPOJO);
    byte[] body = JSON.writeValueAsBytes(problem);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setContentLength(body.length);
    retryAfter.ifPresent(
        time -> response.setHeader("Retry-After", Long.toString(Math.max(1, time.toSeconds()))));
    challenge.ifPresent(text -> response.setHeader("WWW-Authenticate", text));
    if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
      response.setHeader("Connection", "close");
    }
    response.getOutputStream().write(body);
  }
}
