package org.periplus.process;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.persistence.Database;
import org.periplus.process.access.ProcessAccess;
import org.periplus.process.access.Viewer;
import org.periplus.process.access.Visibility;
import org.periplus.process.deployment.PackageKey;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.identity.Account;

/** The deployed processes that somebody sees and new jobs can run. Threads share it. */
final class SeenProcesses {

  private static final String ACTIVE =
      " from ProcessPackage p where p.tenant = :tenant and p.active = true ";

  private static final String SHARED =
      "and (p.access.visibility <> :hidden or p.access.sharedWith is not null"
          + " or p.access.ownerSubject = :subject) ";

  private final Database database;

  SeenProcesses(Database database) {
    this.database = database;
  }

  /**
   * Those of the server, then a tenant's, each in the order of their identifiers.
   *
   * @param own those of the server, which everybody sees
   * @param after the identifier after which the list begins
   */
  List<ProcessPackage> list(
      List<ProcessPackage> own, String tenant, int limit, Optional<String> after, Viewer viewer) {
    Optional<ProcessPackage> last =
        own.stream().filter(process -> after.filter(process.id()::equals).isPresent()).findFirst();
    List<ProcessPackage> list =
        new ArrayList<>(
            after.isEmpty()
                ? own
                : last.map(process -> own.subList(own.indexOf(process) + 1, own.size()))
                    .orElse(List.of()));
    if (list.size() < limit) {
      list.addAll(
          list(tenant, limit - list.size(), last.isPresent() ? Optional.empty() : after, viewer));
    }
    return List.copyOf(list.subList(0, Math.min(limit, list.size())));
  }

  /**
   * A tenant's, in the order of their identifiers.
   *
   * @param after the identifier after which the list begins
   */
  private List<ProcessPackage> list(
      String tenant, int limit, Optional<String> after, Viewer viewer) {
    List<ProcessPackage> seen = new ArrayList<>();
    Optional<String> from = after;
    List<ProcessPackage> some;
    do {
      some = perhapsSeen(tenant, limit, from, viewer);
      some.stream().filter(one -> viewer.sees(one.access())).forEach(seen::add);
      from = some.isEmpty() ? from : Optional.of(some.get(some.size() - 1).id());
    } while (some.size() == limit && seen.size() < limit);
    return seen.subList(0, Math.min(limit, seen.size()));
  }

  /** Without those of which the database alone can tell that the viewer does not see them. */
  private List<ProcessPackage> perhapsSeen(
      String tenant, int limit, Optional<String> after, Viewer viewer) {
    return database.read(
        jpa -> {
          TypedQuery<ProcessPackage> query =
              jpa.createQuery(
                  "select p"
                      + ACTIVE
                      + (after.isPresent() ? "and p.id > :after " : "")
                      + (viewer.isOperator() ? "" : SHARED)
                      + "order by p.id",
                  ProcessPackage.class);
          query.setMaxResults(limit);
          after.ifPresent(id -> query.setParameter("after", id));
          return asked(query, tenant, viewer).getResultList();
        });
  }

  /**
   * What tells a tenant's from others, in the same order: enough to know whether something that was
   * made of all of them still holds.
   */
  List<PackageKey> keys(String tenant, Viewer viewer) {
    return database.read(
        jpa ->
            asked(
                    jpa.createQuery(
                        "select p.id, p.revision, p.access"
                            + ACTIVE
                            + (viewer.isOperator() ? "" : SHARED)
                            + "order by p.id",
                        Object[].class),
                    tenant,
                    viewer)
                .getResultStream()
                .filter(row -> viewer.sees((ProcessAccess) row[2]))
                .map(row -> new PackageKey(tenant, (String) row[0], (Integer) row[1]))
                .toList());
  }

  private static <T> TypedQuery<T> asked(TypedQuery<T> query, String tenant, Viewer viewer) {
    query.setParameter("tenant", tenant);
    return viewer.isOperator()
        ? query
        : query
            .setParameter("hidden", Visibility.PRIVATE.toString())
            .setParameter("subject", viewer.account().map(Account::subject).orElse(""));
  }
}
