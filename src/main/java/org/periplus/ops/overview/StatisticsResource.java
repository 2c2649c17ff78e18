package org.periplus.ops.overview;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.DateTimes;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;
import org.periplus.job.list.JobStatistics;
import org.periplus.job.list.JobStatistics.By;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Memberships;

/** For operators and those who pay: what was done and what it cost. An addition of ours. */
@Dependent
@Path("/ogc-api/statistics")
public class StatisticsResource {

  private static final String CSV = "text/csv";
  private static final String BY = "by";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String TENANT = "tenant";
  private static final Duration USUAL = Duration.ofDays(90);

  private final JobStatistics statistics;
  private final CurrentCaller caller;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public StatisticsResource() {
    this(null, null, null, null);
  }

  @Inject
  public StatisticsResource(
      JobStatistics statistics, CurrentCaller caller, CurrentTenant tenant, Links links) {
    this.statistics = statistics;
    this.caller = caller;
    this.tenant = tenant;
    this.links = links;
  }

  /**
   * {@code GET /statistics}: of the jobs that are still there, those of 90 days if none are said.
   */
  @GET
  @Operation(operationId = "getStatistics")
  @Produces({Links.JSON, Links.PAGE, CSV})
  public Response statistics(@Context UriInfo uri, @Context HttpHeaders headers) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    By by = by(one(query, BY).orElse("process"));
    Instant to = instant(query, TO).orElseGet(StatisticsResource::tomorrow);
    Instant from = instant(query, FROM).orElse(to.minus(USUAL));
    boolean all = ofAll(query);
    Statistics found =
        new Statistics(
            code(by), from, to, all, statistics.of(by, from, to, tenants(all)), around(uri));
    MediaType first = headers.getAcceptableMediaTypes().get(0);
    boolean table = first.toString().startsWith(CSV);
    Response.ResponseBuilder answer =
        table
            ? Response.ok(found.csv(), CSV + "; charset=utf-8; header=present")
                .header("Content-Disposition", "attachment; filename=\"statistics.csv\"")
            : Response.ok(found);
    return answer.header("Cache-Control", "no-store").build();
  }

  private List<Link> around(UriInfo uri) {
    String others = QueryParameters.withoutFormat(uri.getRequestUri().getRawQuery());
    String self = links.to("statistics" + (others.isEmpty() ? "" : "?" + others));
    String table = self + (others.isEmpty() ? "?" : "&") + "f=csv";
    return List.of(
        Link.json("This document", "self", self),
        Links.asPage(self),
        new Link("As a table", "alternate", CSV, table));
  }

  private Optional<Set<String>> tenants(boolean all) {
    Memberships own = caller.get().tenants();
    if (!all) {
      return Optional.of(Set.of(tenant.name()));
    }
    return own.any() ? Optional.empty() : Optional.of(own.names());
  }

  private static boolean ofAll(MultivaluedMap<String, String> query) {
    Optional<String> asked = one(query, TENANT);
    asked
        .filter(value -> !value.equals("all"))
        .ifPresent(
            value -> {
              throw QueryParameters.refused(TENANT, value, "'all'");
            });
    return asked.isPresent();
  }

  private static By by(String name) {
    return Stream.of(By.values())
        .filter(by -> code(by).equals(name))
        .findFirst()
        .orElseThrow(() -> QueryParameters.refused(BY, name, "'process', 'tenant' or 'month'"));
  }

  private static String code(By by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  /** A date alone is its beginning in UTC. */
  private static Optional<Instant> instant(MultivaluedMap<String, String> query, String name) {
    return one(query, name)
        .map(
            text ->
                DateTimes.read(text)
                    .or(() -> date(text))
                    .orElseThrow(
                        () ->
                            QueryParameters.refused(
                                name, text, "a date or a date-time such as 2026-01-31T12:00:00Z")));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Instant tomorrow() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Optional<String> one(MultivaluedMap<String, String> query, String name) {
    return Optional.ofNullable(query.getFirst(name)).filter(value -> !value.isEmpty());
  }
}
