package org.periplus.trace;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a distributed trace: W3C Recommendation "Trace Context", version 00. Immutable.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param parentId 16 such digits: who asks
 * @param flags bits of which only {@link #SAMPLED} and {@link #RANDOM} are passed on
 * @param state the header {@code tracestate}; empty without one
 */
public record TraceContext(String traceId, String parentId, int flags, String state) {

  /** The caller may have recorded the trace. */
  public static final int SAMPLED = 1;

  /** The right half of the trace id is random: level 2 of the recommendation. */
  public static final int RANDOM = 2;

  /** The header with version, trace id, parent id and flags. */
  public static final String PARENT = "traceparent";

  /** The header with what the tracing systems on the way have to say. */
  public static final String STATE = "tracestate";

  private static final String NO_PARENT = "0".repeat(16);
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /**
   * Reads what a client sent. A {@code tracestate} that is wrong is ignored alone: section 3.3,
   * "tracestate".
   *
   * @param traceparent the value of the one header of that name; null without
   * @param tracestate the values of the headers of that name, joined by commas; null without
   * @return empty if there is no {@code traceparent} or if it is wrong: the trace begins anew
   */
  public static Optional<TraceContext> of(String traceparent, String tracestate) {
    Matcher matcher = WRITTEN.matcher(traceparent == null ? "" : traceparent.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(1);
    boolean longer = matcher.group(5) != null;
    if (version.equals("ff")
        || (version.equals("00") && longer)
        || isZero(matcher.group(2))
        || isZero(matcher.group(3))) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceContext(
            matcher.group(2),
            matcher.group(3),
            HexFormat.fromHexDigits(matcher.group(4)) & (SAMPLED | RANDOM),
            TraceState.read(tracestate)));
  }

  /**
   * The trace that begins with a job: its identifier is random, so that it serves as the trace's.
   */
  public static TraceContext ofJob(UUID jobId) {
    return new TraceContext(jobId.toString().replace("-", ""), NO_PARENT, 0, "").next();
  }

  /** The same trace as the next server sees it: a new parent id for each request. */
  public TraceContext next() {
    long random = 0;
    while (random == 0) {
      random = ThreadLocalRandom.current().nextLong();
    }
    return new TraceContext(traceId, HexFormat.of().toHexDigits(random), flags, state);
  }

  /** The value of the header {@link #PARENT}. */
  public String parent() {
    return "00-" + traceId + "-" + parentId + "-" + HexFormat.of().toHexDigits((byte) flags);
  }

  /** The headers that carry it: {@link #PARENT}, and {@link #STATE} where there is any. */
  public Map<String, String> headers() {
    return state.isEmpty() ? Map.of(PARENT, parent()) : Map.of(PARENT, parent(), STATE, state);
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }
}
