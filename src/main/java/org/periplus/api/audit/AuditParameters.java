package org.periplus.api.audit;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.api.Cursor;
import org.periplus.api.DateTimes;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;
import org.periplus.api.RequestRefusedException;
import org.periplus.security.audit.AuditQuestion;
import org.periplus.security.audit.AuditQuestion.Place;
import org.periplus.security.audit.Outcome;
import org.periplus.security.identity.Memberships;

/** The query parameters of the audit trail; an empty one, as forms send it, says nothing. */
final class AuditParameters {

  static final String AFTER = "after";
  static final String BEFORE = "before";

  private static final String TENANT = "tenant";
  private static final String USER = "user";
  private static final String CLIENT = "client";
  private static final String OPERATION = "operation";
  private static final String OBJECT = "object";
  private static final String OUTCOME = "outcome";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String ALL = "all";
  private static final List<String> FILTERS =
      List.of(TENANT, USER, CLIENT, OPERATION, OBJECT, OUTCOME, FROM, TO);

  private final MultivaluedMap<String, String> given;

  AuditParameters(MultivaluedMap<String, String> given) {
    this.given = given;
  }

  /**
   * What the parameters ask for.
   *
   * @param tenant the tenant of the request
   * @param own the tenants of who asks
   * @throws RequestRefusedException naming the first parameter with a bad value
   */
  AuditQuestion question(String tenant, Memberships own) {
    boolean all = isOfAll();
    Optional<String> outcome = one(OUTCOME);
    Optional<Integer> status =
        outcome.filter(value -> value.matches("[1-5]\\d\\d")).map(Integer::valueOf);
    return new AuditQuestion(
        all ? own : Memberships.of(Set.of(tenant)),
        all,
        one(USER),
        one(CLIENT),
        one(OPERATION),
        one(OBJECT),
        status.isPresent() ? Optional.empty() : outcome.map(AuditParameters::outcome),
        status,
        instant(FROM),
        instant(TO),
        place());
  }

  private boolean isOfAll() {
    Optional<String> asked = one(TENANT);
    if (asked.isPresent() && !asked.get().equals(ALL)) {
      throw QueryParameters.refused(
          TENANT, asked.get(), "'all'; that of one tenant is below its own landing page");
    }
    return asked.isPresent();
  }

  /** The filters that say something. */
  Map<String, String> filter() {
    Map<String, String> filter = new LinkedHashMap<>();
    FILTERS.forEach(name -> one(name).ifPresent(value -> filter.put(name, value)));
    return filter;
  }

  /** The filters as a part of a URL's query; each has an ampersand at its end. */
  String query() {
    return filter().entrySet().stream()
        .map(one -> one.getKey() + "=" + Links.encoded(one.getValue()) + "&")
        .collect(Collectors.joining());
  }

  private Optional<String> one(String name) {
    return Optional.ofNullable(given.getFirst(name)).filter(value -> !value.isBlank());
  }

  private static Outcome outcome(String name) {
    return Stream.of(Outcome.values())
        .filter(outcome -> outcome.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                QueryParameters.refused(
                    OUTCOME, name, "'succeeded', 'refused', 'failed' or a status such as 403"));
  }

  private Optional<Instant> instant(String name) {
    return one(name)
        .map(
            value ->
                DateTimes.read(value)
                    .orElseThrow(
                        () ->
                            QueryParameters.refused(
                                name, value, "a date-time such as 2026-01-31T12:00:00Z")));
  }

  private Optional<Place> place() {
    return one(AFTER)
        .map(cursor -> place(true, AFTER, cursor))
        .or(() -> one(BEFORE).map(cursor -> place(false, BEFORE, cursor)));
  }

  private static Place place(boolean isAfter, String name, String cursor) {
    Cursor read = Cursor.read(name, cursor);
    return new Place(isAfter, read.at(), read.id());
  }
}
