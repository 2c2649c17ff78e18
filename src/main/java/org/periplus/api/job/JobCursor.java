package org.periplus.api.job;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.api.QueryParameters;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.list.JobPage;

/**
 * The place in the job list that {@code next} and {@code prev} links carry; clients need not read
 * it.
 */
final class JobCursor {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15})_([0-9a-f-]{36})");

  private JobCursor() {}

  static String write(JobPage.Key key) {
    return key.created().toEpochMilli() + "_" + key.id();
  }

  static JobPage.Key read(String parameter, String cursor) {
    Matcher matcher = WRITTEN.matcher(cursor);
    if (matcher.matches()) {
      try {
        return new JobPage.Key(
            Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
            UUID.fromString(matcher.group(2)));
      } catch (IllegalArgumentException e) {
        throw refused(parameter, cursor);
      }
    }
    throw refused(parameter, cursor);
  }

  private static RequestRefusedException refused(String parameter, String cursor) {
    return QueryParameters.refused(parameter, cursor, "what a next or prev link has given");
  }
}
