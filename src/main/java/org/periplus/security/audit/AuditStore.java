package org.periplus.security.audit;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/** The table of the audit trail, to which is only added. Threads share it. */
@Service
public class AuditStore {

  /** As many rows as one transaction deletes. */
  private static final int PORTION = 5000;

  private final Database database;

  @Inject
  public AuditStore(Database database) {
    this.database = database;
  }

  /**
   * Adds entries in one transaction; those that are there already, whose transaction was not known
   * to have ended, stay as they are.
   *
   * @param again whether that may be
   */
  void add(List<AuditEntry> entries, boolean again) {
    database.transact(
        jpa ->
            entries.forEach(
                entry -> {
                  if (!again || jpa.find(AuditRow.class, entry.id().toString()) == null) {
                    jpa.persist(new AuditRow(entry));
                  }
                }));
  }

  /** Some of the entries, newest first. */
  public AuditPage list(AuditQuestion question, int most) {
    return database.read(jpa -> new AuditQuery(question).page(jpa, most));
  }

  /** Forgets what happened before an instant; gives how many entries those were. */
  int forget(Instant before) {
    int forgotten = 0;
    int portion;
    do {
      portion = database.inTransaction(jpa -> forgetSome(jpa, before));
      forgotten += portion;
    } while (portion == PORTION);
    return forgotten;
  }

  private static int forgetSome(EntityManager jpa, Instant before) {
    List<String> old =
        jpa.createQuery(
                "select r.id from AuditRow r where r.happened < :before order by r.happened, r.id",
                String.class)
            .setParameter("before", before)
            .setMaxResults(PORTION)
            .getResultList();
    if (!old.isEmpty()) {
      jpa.createQuery("delete from AuditRow r where r.id in :old")
          .setParameter("old", old)
          .executeUpdate();
    }
    return old.size();
  }
}
