package org.periplus.api.job;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.api.DateTimes;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.JobStatus;
import org.periplus.job.list.JobFilter;

/**
 * The query parameters of the job list: Part 1, 11 "Job list". Lists are taken both repeated and
 * separated by commas.
 */
final class JobListParameters {

  static final String TYPE = "type";
  static final String PROCESS_ID = "processID";
  static final String STATUS = "status";
  static final String DATETIME = "datetime";
  static final String MIN_DURATION = "minDuration";
  static final String MAX_DURATION = "maxDuration";

  /** An addition of ours. */
  static final String OWNER = "owner";

  /** An addition of ours. */
  static final String TAG = "tag";

  /** An addition of ours, called as OGC API - Features and Records call it. */
  static final String TEXT = "q";

  private static final List<String> FILTERS =
      List.of(TYPE, PROCESS_ID, STATUS, DATETIME, MIN_DURATION, MAX_DURATION, OWNER, TAG, TEXT);

  private static final List<JobStatus> KNOWN_TO_PART_1 =
      Stream.of(JobStatus.values()).filter(status -> status != JobStatus.CREATED).toList();

  private static final int DIGITS_OF_DURATION = 9;

  private final MultivaluedMap<String, String> given;

  JobListParameters(MultivaluedMap<String, String> given) {
    this.given = given;
  }

  /**
   * What the parameters ask for.
   *
   * @param created whether jobs that wait for their start are shown to who asks for no status
   * @throws RequestRefusedException naming the first parameter with a bad value
   */
  JobFilter filter(boolean created) {
    for (String type : list(TYPE)) {
      if (!type.equals("process")) {
        throw QueryParameters.refused(TYPE, type, "'process'");
      }
    }
    List<Optional<Instant>> interval = interval();
    return new JobFilter(
        list(PROCESS_ID),
        statuses(created),
        interval.get(0),
        interval.get(1),
        duration(MIN_DURATION),
        duration(MAX_DURATION),
        list(TAG),
        single(TEXT),
        Optional.empty());
  }

  /**
   * Jobs that were created and wait for their start are Part 4's: a client of Part 1, which does
   * not know this status, sees them only when it asks for them.
   */
  private List<JobStatus> statuses(boolean created) {
    List<JobStatus> asked = list(STATUS).stream().map(JobListParameters::status).toList();
    return asked.isEmpty() && !created ? KNOWN_TO_PART_1 : asked;
  }

  /**
   * Whether the jobs of others are asked for, too; empty when nothing is said.
   *
   * @throws RequestRefusedException if it is neither {@code me} nor {@code all}
   */
  Optional<Boolean> ofAll() {
    return single(OWNER)
        .map(
            value -> {
              if (!value.equals("me") && !value.equals("all")) {
                throw QueryParameters.refused(OWNER, value, "'me' or 'all'");
              }
              return value.equals("all");
            });
  }

  /** The filters as a part of a URL's query; each has an ampersand at its end. */
  String query() {
    StringBuilder query = new StringBuilder();
    for (String name : FILTERS) {
      for (String value : given.getOrDefault(name, List.of())) {
        query.append(name).append('=').append(Links.encoded(value)).append('&');
      }
    }
    return query.toString();
  }

  /** The filters as they were given, for a page that shows them; lists are parted by commas. */
  Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    FILTERS.forEach(
        name -> {
          List<String> values = list(name);
          if (!values.isEmpty()) {
            shown.put(name, String.join(",", values));
          }
        });
    return shown;
  }

  private List<String> list(String name) {
    return given.getOrDefault(name, List.of()).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private Optional<String> single(String name) {
    return Optional.ofNullable(given.getFirst(name)).filter(value -> !value.isEmpty());
  }

  private static JobStatus status(String code) {
    return Stream.of(JobStatus.values())
        .filter(status -> status.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                QueryParameters.refused(
                    STATUS,
                    code,
                    "one of "
                        + String.join(
                            ", ", Stream.of(JobStatus.values()).map(JobStatus::code).toList())));
  }

  private Optional<Duration> duration(String name) {
    return single(name)
        .map(
            value -> {
              if (!value.matches("\\d+")) {
                throw QueryParameters.refused(name, value, "a whole number of seconds");
              }
              String digits = value.replaceFirst("^0+(?=\\d)", "");
              // No job is as old as that; the database need not compute with it.
              return Duration.ofSeconds(
                  Long.parseLong(
                      digits.length() > DIGITS_OF_DURATION
                          ? "9".repeat(DIGITS_OF_DURATION)
                          : digits));
            });
  }

  /** {@code /req/job-list/datetime-definition}: the two ends, of which one may be open. */
  private List<Optional<Instant>> interval() {
    Optional<String> value = single(DATETIME);
    if (value.isEmpty()) {
      return List.of(Optional.empty(), Optional.empty());
    }
    List<Optional<Instant>> ends = new ArrayList<>();
    for (String end : value.get().split("/", -1)) {
      ends.add(
          end.isEmpty() || end.equals("..") ? Optional.empty() : Optional.of(instant(end, value)));
    }
    if (ends.size() > 2 || ends.stream().allMatch(Optional::isEmpty)) {
      throw badInterval(value.get());
    }
    return ends.size() == 1 ? List.of(ends.get(0), ends.get(0)) : ends;
  }

  private static Instant instant(String text, Optional<String> whole) {
    return DateTimes.read(text).orElseThrow(() -> badInterval(whole.orElse(text)));
  }

  private static RequestRefusedException badInterval(String value) {
    return QueryParameters.refused(
        DATETIME,
        value,
        "a date-time such as 2026-01-31T12:00:00Z, or two with a slash between them, of which one"
            + " may be '..'");
  }
}
