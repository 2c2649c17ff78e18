package org.periplus.security.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.security.audit.AuditQuestion.Place;

/** A question as a query. Used by one thread. */
final class AuditQuery {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final AuditQuestion question;

  AuditQuery(AuditQuestion question) {
    this.question = question;
    if (!question.tenants().any()) {
      List<String> tenants = new ArrayList<>(question.tenants().names());
      if (question.orNoTenants()) {
        tenants.add("");
      }
      where("r.tenant in :tenants", "tenants", tenants);
    }
    question
        .user()
        .ifPresent(one -> where("(r.subject = :user or r.userName = :user)", "user", one));
    question.client().ifPresent(one -> where("r.client = :client", "client", one));
    question.operation().ifPresent(one -> where("r.operation = :operation", "operation", one));
    question
        .object()
        .ifPresent(one -> where("(r.objectId = :object or r.made = :object)", "object", one));
    question.outcome().ifPresent(this::ended);
    question.status().ifPresent(one -> where("r.status = :status", "status", one));
    question.from().ifPresent(one -> where("r.happened >= :from", "from", one));
    question.to().ifPresent(one -> where("r.happened <= :to", "to", one));
    question.place().ifPresent(this::beside);
  }

  private void where(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
  }

  private void ended(Outcome outcome) {
    switch (outcome) {
      case SUCCEEDED -> where("r.status < :error", "error", Outcome.FIRST_ERROR);
      case REFUSED -> where("r.status in :refusals", "refusals", Outcome.REFUSALS);
      case FAILED -> {
        where("r.status >= :error", "error", Outcome.FIRST_ERROR);
        where("r.status not in :refusals", "refusals", Outcome.REFUSALS);
      }
    }
  }

  private void beside(Place place) {
    String sign = place.isAfter() ? "<" : ">";
    where(
        "(r.happened %1$s :happened or (r.happened = :happened and r.id %1$s :id))".formatted(sign),
        "happened",
        place.happened());
    parameters.put("id", place.id().toString());
  }

  /** The page; one entry more than it holds is read to know whether there are others. */
  AuditPage page(EntityManager jpa, int most) {
    boolean backwards = question.place().filter(place -> !place.isAfter()).isPresent();
    TypedQuery<AuditRow> query =
        jpa.createQuery(
            "select r from AuditRow r"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                + (backwards
                    ? " order by r.happened, r.id"
                    : " order by r.happened desc, r.id desc"),
            AuditRow.class);
    parameters.forEach(query::setParameter);
    List<AuditRow> found = query.setMaxResults(most + 1).getResultList();
    boolean more = found.size() > most;
    List<AuditRow> shown = new ArrayList<>(found.subList(0, Math.min(most, found.size())));
    if (backwards) {
      Collections.reverse(shown);
    }
    return new AuditPage(
        shown.stream().map(AuditRow::entry).toList(),
        !shown.isEmpty() && (backwards || more),
        !shown.isEmpty() && question.place().isPresent() && (!backwards || more));
  }
}
