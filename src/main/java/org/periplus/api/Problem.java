package org.periplus.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.periplus.api.guard.QuotaAnswer;
import org.periplus.security.quota.QuotaExceededException;

/**
 * A problem document: RFC 9457, and OGC API - Processes Part 1, schema {@code exception}.
 *
 * @param problems the single things that are wrong, where there is more to say than {@code detail}
 * @param violatedPolicies the quotas that are used up: draft-ietf-httpapi-ratelimit-headers-10
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<?> problems,
    @JsonProperty("violated-policies") List<String> violatedPolicies) {

  public static final String MEDIA_TYPE = "application/problem+json";
  public static final String PART_1 =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";
  static final String PART_2 = "http://www.opengis.net/def/exceptions/ogcapi-processes-2/1.0/";
  public static final String PART_4 =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-4/1.0/";

  /** A sentence may repeat what came, and that may be as long as a body. */
  private static final int LONGEST_DETAIL = 8000;

  /** RFC 9110, 15.5.21, which Jakarta REST 3.1 has no constant for. */
  public static final int UNPROCESSABLE = 422;

  /** RFC 4918, 11.3: likewise. */
  static final int LOCKED = 423;

  public Problem {
    if (detail != null && detail.length() > LONGEST_DETAIL) {
      detail = detail.substring(0, LONGEST_DETAIL) + "…";
    }
  }

  public Problem(
      String type, String title, int status, String detail, String instance, List<?> problems) {
    this(type, title, status, detail, instance, problems, List.of());
  }

  /** A quota is used up. */
  static Problem of(QuotaExceededException exceeded) {
    return new Problem(
        QuotaAnswer.TYPE,
        QuotaAnswer.TITLE,
        Response.Status.TOO_MANY_REQUESTS.getStatusCode(),
        exceeded.getMessage(),
        null,
        List.of(new QuotaAnswer(exceeded.share()).details()),
        List.of(exceeded.share().policy()));
  }

  /** A problem of a kind that needs no type of its own. */
  public static Problem plain(Response.StatusType status, String detail) {
    return new Problem(
        "about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, null, List.of());
  }

  public static Problem of(String type, String title, Response.Status status, String detail) {
    return of(type, title, status.getStatusCode(), detail);
  }

  public static Problem of(String type, String title, int status, String detail) {
    return new Problem(type, title, status, detail, null, List.of());
  }

  public Problem at(String newInstance) {
    return new Problem(type, title, status, detail, newInstance, problems, violatedPolicies);
  }

  public Problem with(List<?> newProblems) {
    return new Problem(type, title, status, detail, instance, newProblems, violatedPolicies);
  }
}
