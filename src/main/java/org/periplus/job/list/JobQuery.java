package org.periplus.job.list;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.periplus.job.JobStatus;

/** A query of one part of a tenant's list of jobs. Used by one thread. */
public final class JobQuery {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final Optional<JobPage.Place> place;

  public JobQuery(String tenant, JobFilter filter, Optional<JobPage.Place> place, Instant now) {
    this.place = place;
    where("j.tenant = :tenant", "tenant", tenant);
    if (!filter.processIds().isEmpty()) {
      where("j.processId in :processes", "processes", filter.processIds());
    }
    if (!filter.statuses().isEmpty()) {
      where("j.status in :statuses", "statuses", filter.statuses());
    }
    filter.from().ifPresent(from -> where("j.lifetime.created >= :from", "from", from));
    filter.until().ifPresent(until -> where("j.lifetime.created <= :until", "until", until));
    filter.atLeast().ifPresent(duration -> ran(">=", "<=", "atLeast", duration, now));
    filter.atMost().ifPresent(duration -> ran("<=", ">=", "atMost", duration, now));
    for (int at = 0; at < filter.tags().size(); at++) {
      like("j.request.label.listed", "tag" + at, "%," + literal(filter.tags().get(at)) + ",%");
    }
    filter.text().ifPresent(this::named);
    filter.owned().ifPresent(this::owned);
    place.ifPresent(this::beside);
  }

  /** Those of some jobs that there are, in no order. */
  public static List<ListedJob> find(EntityManager jpa, Collection<UUID> ids) {
    return jpa.createQuery(ListedJob.SELECT + " where j.id in :ids", ListedJob.class)
        .setParameter("ids", ids.stream().map(UUID::toString).toList())
        .getResultList();
  }

  private void where(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
  }

  /** A job that runs is as old as its start; a job without a start has no duration. */
  private void ran(String ofEnded, String ofRunning, String name, Duration duration, Instant now) {
    where(
        "(j.durationMillis %1$s :%3$s or (j.lifetime.finished is null and j.lifetime.started %2$s :%3$sStart))"
            .formatted(ofEnded, ofRunning, name),
        name,
        duration.toMillis());
    parameters.put(name + "Start", now.minus(duration));
  }

  private void named(String text) {
    String part = "%" + literal(text.toLowerCase(Locale.ROOT)) + "%";
    where(
        "(lower(j.request.label.title) like :text escape '!'"
            + " or lower(j.processId) like :text escape '!' or j.id like :idText escape '!')",
        "text",
        part);
    parameters.put("idText", part.substring(1));
  }

  private void like(String column, String parameter, String pattern) {
    where(column + " like :" + parameter + " escape '!'", parameter, pattern);
  }

  private static String literal(String text) {
    return text.replaceAll("[!%_]", "!$0");
  }

  private void owned(JobFilter.Owned owned) {
    String nobodys = "j.request.ownerSubject is null";
    if (owned.owner().isEmpty()) {
      conditions.add(nobodys);
      return;
    }
    String own = "j.request.ownerSubject = :subject and j.request.ownerIssuer = :issuer";
    where(
        owned.orNobodys() ? "(" + nobodys + " or (" + own + "))" : own,
        "subject",
        owned.owner().get().subject());
    parameters.put("issuer", owned.owner().get().issuer());
  }

  private void beside(JobPage.Place beside) {
    String sign = beside instanceof JobPage.After ? "<" : ">";
    where(
        "(j.lifetime.created %1$s :created or (j.lifetime.created = :created and j.id %1$s :id))"
            .formatted(sign),
        "created",
        beside.key().created());
    parameters.put("id", beside.key().id().toString());
  }

  /** The number of jobs with each status that has any, without regard to the part. */
  static Map<JobStatus, Long> counts(
      EntityManager jpa, String tenant, JobFilter filter, Instant now) {
    JobQuery ofAll = new JobQuery(tenant, filter, Optional.empty(), now);
    TypedQuery<Object[]> query =
        jpa.createQuery(
            "select j.status, count(j) from Job j where "
                + String.join(" and ", ofAll.conditions)
                + " group by j.status",
            Object[].class);
    ofAll.parameters.forEach(query::setParameter);
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    query.getResultList().forEach(row -> counts.put((JobStatus) row[0], (Long) row[1]));
    return counts;
  }

  /** The page; one job more than it holds is read to know whether there are others. */
  public JobPage page(EntityManager jpa, int limit) {
    boolean backwards = place.filter(JobPage.Before.class::isInstance).isPresent();
    String order = backwards ? "j.lifetime.created, j.id" : "j.lifetime.created desc, j.id desc";
    TypedQuery<ListedJob> query =
        jpa.createQuery(
            ListedJob.SELECT + " where " + String.join(" and ", conditions) + " order by " + order,
            ListedJob.class);
    parameters.forEach(query::setParameter);
    List<ListedJob> found = query.setMaxResults(limit + 1).getResultList();
    boolean more = found.size() > limit;
    List<ListedJob> shown = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
    if (backwards) {
      Collections.reverse(shown);
    }
    return page(shown, backwards || more, place.isPresent() && (!backwards || more));
  }

  private static JobPage page(List<ListedJob> jobs, boolean older, boolean newer) {
    if (jobs.isEmpty()) {
      return new JobPage(List.of(), Optional.empty(), Optional.empty());
    }
    JobPage.Place next = new JobPage.After(JobPage.Key.of(jobs.get(jobs.size() - 1)));
    JobPage.Place previous = new JobPage.Before(JobPage.Key.of(jobs.get(0)));
    return new JobPage(
        List.copyOf(jobs),
        older ? Optional.of(next) : Optional.empty(),
        newer ? Optional.of(previous) : Optional.empty());
  }
}
