package org.periplus.security.identity.session;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/** The sessions in the database. Threads share it. */
@Service
public class SessionStore {

  /** How many are deleted by one statement. */
  private static final int PAGE = 500;

  private final Database database;
  private final SessionConfiguration configuration;

  @Inject
  public SessionStore(Database database, SessionConfiguration configuration) {
    this.database = database;
    this.configuration = configuration;
  }

  /** Keeps one more, and not more than there may be. */
  void add(SessionRow row) {
    database.transact(
        jpa -> {
          jpa.persist(row);
          jpa.flush();
          delete(
              jpa,
              jpa.createQuery(
                      "select s.id from SessionRow s where s.account = :account"
                          + " order by s.used desc, s.id",
                      String.class)
                  .setParameter("account", row.account())
                  .setFirstResult(configuration.mostOfAccount())
                  .setMaxResults(PAGE)
                  .getResultList());
          delete(
              jpa,
              jpa.createQuery(
                      "select s.id from SessionRow s order by s.used desc, s.id", String.class)
                  .setFirstResult(configuration.most())
                  .setMaxResults(PAGE)
                  .getResultList());
        });
  }

  private static void delete(EntityManager jpa, List<String> ids) {
    if (!ids.isEmpty()) {
      jpa.createQuery("delete from SessionRow s where s.id in :ids")
          .setParameter("ids", ids)
          .executeUpdate();
    }
  }

  Optional<SessionRow> find(String id) {
    return Optional.ofNullable(database.read(jpa -> jpa.find(SessionRow.class, id)));
  }

  void used(String id, Instant now) {
    change("update SessionRow s set s.used = :now where s.id = :id", id, now);
  }

  /**
   * Says that this server asks the provider again; false when another one does or did.
   *
   * @param longest how long it may take
   */
  boolean claim(SessionRow row, Instant now, Duration longest) {
    int claimed =
        database.inTransaction(
            jpa ->
                jpa.createQuery(
                        "update SessionRow s set s.renewing = :until where s.id = :id"
                            + " and s.checked = :checked"
                            + " and (s.renewing is null or s.renewing <= :now)")
                    .setParameter("until", now.plus(longest))
                    .setParameter("id", row.id())
                    .setParameter("checked", row.checked())
                    .setParameter("now", now)
                    .executeUpdate());
    return claimed == 1;
  }

  /** Says that this server asks no more. */
  void release(String id) {
    database.transact(
        jpa ->
            jpa.createQuery("update SessionRow s set s.renewing = null where s.id = :id")
                .setParameter("id", id)
                .executeUpdate());
  }

  void renewed(String id, String sealed, Instant now) {
    database.transact(
        jpa ->
            jpa.createQuery(
                    "update SessionRow s set s.renewing = null, s.checked = :now,"
                        + " s.sealed = :sealed where s.id = :id")
                .setParameter("now", now)
                .setParameter("sealed", sealed)
                .setParameter("id", id)
                .executeUpdate());
  }

  void delete(String id) {
    database.transact(jpa -> delete(jpa, List.of(id)));
  }

  int deleteOfAccount(String account) {
    return deleteWhere("account", account);
  }

  int deleteOfProvider(String providerSession) {
    return deleteWhere("providerSession", providerSession);
  }

  private int deleteWhere(String field, String digest) {
    return database.inTransaction(
        jpa ->
            jpa.createQuery("delete from SessionRow s where s." + field + " = :digest")
                .setParameter("digest", digest)
                .executeUpdate());
  }

  /** Deletes those whose time is over. */
  int deleteOld(Instant now) {
    return database.inTransaction(
        jpa ->
            jpa.createQuery("delete from SessionRow s where s.used <= :idle or s.created <= :old")
                .setParameter("idle", now.minus(configuration.idle()))
                .setParameter("old", now.minus(configuration.lifetime()))
                .executeUpdate());
  }

  private void change(String update, String id, Instant now) {
    database.transact(
        jpa ->
            jpa.createQuery(update)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate());
  }
}
