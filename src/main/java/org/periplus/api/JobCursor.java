package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.job.JobPage;

/** The place in the job list that a {@code next} link carries; clients need not read it. */
final class JobCursor {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15})_([0-9a-f-]{36})");

  private JobCursor() {}

  static String write(JobPage.Key key) {
    return key.created().toEpochMilli() + "_" + key.id();
  }

  static JobPage.Key read(String cursor) {
    Matcher matcher = WRITTEN.matcher(cursor);
    if (matcher.matches()) {
      try {
        return new JobPage.Key(
            Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
            UUID.fromString(matcher.group(2)));
      } catch (IllegalArgumentException e) {
        throw refused(cursor);
      }
    }
    throw refused(cursor);
  }

  private static RequestRefusedException refused(String cursor) {
    return new RequestRefusedException(
        Problem.of(
            Problem.PART_1 + "invalid-query-parameter",
            "Invalid query parameter",
            BAD_REQUEST,
            "The parameter after is '" + cursor + "', which no next link has given."));
  }
}
