package org.periplus.api.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.periplus.security.quota.Amount;
import org.periplus.security.quota.QuotaExceededException;
import org.periplus.security.quota.Share;

/**
 * What answers say of a quota: the fields {@code RateLimit-Policy} and {@code RateLimit}, and the
 * problem type, of draft-ietf-httpapi-ratelimit-headers-10.
 */
public record QuotaAnswer(Share share) {

  static final String POLICY_HEADER = "RateLimit-Policy";
  static final String LIMIT_HEADER = "RateLimit";
  public static final String TYPE =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";
  public static final String TITLE = "Quota exceeded";

  /** The member of the problem that names the policies. */
  static final String VIOLATED = "violated-policies";

  /** The fields of an answer that says that a quota is used up. */
  public static Map<String, String> fields(QuotaExceededException exceeded, Instant now) {
    QuotaAnswer answer = new QuotaAnswer(exceeded.share());
    return Map.of(
        "Retry-After",
        Long.toString(Math.max(1, exceeded.retryAfter().plusMillis(999).toSeconds())),
        POLICY_HEADER,
        answer.policy(),
        LIMIT_HEADER,
        answer.left(now));
  }

  /** What may be used, and in how many seconds. */
  String policy() {
    return "\"%s\";q=%d%s"
        .formatted(
            share.policy(),
            share.most().orElse(0L),
            share.window().map(time -> ";w=" + time.toSeconds()).orElse(""));
  }

  /** What is left, and for how many seconds. */
  String left(Instant now) {
    return "\"%s\";r=%d%s"
        .formatted(
            share.policy(),
            share.left(),
            share.resets().map(at -> ";t=" + seconds(Duration.between(now, at))).orElse(""));
  }

  private static long seconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }

  static String policies(List<Share> shares) {
    return shares.stream()
        .map(share -> new QuotaAnswer(share).policy())
        .collect(Collectors.joining(", "));
  }

  static String left(List<Share> shares, Instant now) {
    return shares.stream()
        .map(share -> new QuotaAnswer(share).left(now))
        .collect(Collectors.joining(", "));
  }

  /** Which quota it is, how much may be used and is, and when it begins anew. */
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("policy", share.policy());
    share.most().ifPresent(most -> details.put("limit", Amount.in(share.measure(), most)));
    details.put("used", Amount.in(share.measure(), share.used()));
    share.resets().ifPresent(at -> details.put("resets", at.toString()));
    return details;
  }
}
