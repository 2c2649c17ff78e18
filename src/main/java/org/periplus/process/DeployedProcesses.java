package org.periplus.process;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.periplus.persistence.Database;
import org.periplus.process.deployment.PackageKey;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;

/**
 * The deployed processes of all tenants in the database, with each revision that they ever had.
 * Threads share it.
 */
final class DeployedProcesses {

  private static final String ACTIVE =
      "select p from ProcessPackage p where p.tenant = :tenant and p.active = true ";

  private final Database database;
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

  DeployedProcesses(Database database) {
    this.database = database;
  }

  /**
   * Stores the first revision of a process.
   *
   * @throws DuplicatedProcessException if the tenant has a process of that identifier
   * @throws ImmutableProcessException if the tenant has one that nobody may change
   */
  ProcessPackage add(String tenant, PackageSource source, PackageReader.Read read) {
    String id = read.description().id();
    try {
      return database.inTransaction(
          jpa -> {
            // In this order: what is stored in between has the same revision, and is refused.
            int revision = nextRevision(jpa, tenant, id);
            active(jpa, tenant, id).ifPresent(DeployedProcesses::refuseDuplicate);
            Instant now = clock.instant();
            return store(jpa, tenant, source, read, revision, now, now);
          });
    } catch (PersistenceException e) {
      // Another request may have stored one since this one looked for it.
      database
          .inTransaction(jpa -> active(jpa, tenant, id))
          .ifPresent(DeployedProcesses::refuseDuplicate);
      throw e;
    }
  }

  /**
   * Stores a new revision of a process in the place of the one that there is.
   *
   * @throws NoSuchProcessException if there is none
   * @throws ImmutableProcessException if it may not be replaced
   */
  ProcessPackage replace(String tenant, String id, PackageSource source, PackageReader.Read read) {
    return database.inTransaction(
        jpa -> {
          ProcessPackage before = retire(jpa, tenant, id);
          int revision = nextRevision(jpa, tenant, id);
          return store(jpa, tenant, source, read, revision, before.created(), clock.instant());
        });
  }

  /**
   * Retires a process: new jobs cannot run it.
   *
   * @throws NoSuchProcessException if there is none
   * @throws ImmutableProcessException if it may not be retired
   */
  void retire(String tenant, String id) {
    database.transact(jpa -> retire(jpa, tenant, id));
  }

  /** The revision that new jobs run. */
  Optional<ProcessPackage> find(String tenant, String id) {
    return database.read(jpa -> active(jpa, tenant, id));
  }

  /**
   * A revision, also one that was retired.
   *
   * @throws IllegalStateException if there is none
   */
  ProcessPackage load(PackageKey key) {
    return database
        .read(jpa -> Optional.ofNullable(jpa.find(ProcessPackage.class, key)))
        .orElseThrow(() -> new IllegalStateException("There is no process " + key));
  }

  /** All revisions of a process, the newest first. */
  List<ProcessPackage> revisions(String tenant, String id) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select p from ProcessPackage p where p.tenant = :tenant and p.id = :id"
                        + " order by p.revision desc",
                    ProcessPackage.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getResultList());
  }

  /**
   * A tenant's processes that new jobs can run, in the order of their identifiers.
   *
   * @param after the identifier after which the list begins
   */
  List<ProcessPackage> list(String tenant, int limit, Optional<String> after) {
    return database.read(
        jpa -> {
          TypedQuery<ProcessPackage> query =
              jpa.createQuery(
                  ACTIVE + (after.isPresent() ? "and p.id > :after " : "") + "order by p.id",
                  ProcessPackage.class);
          query.setParameter("tenant", tenant).setMaxResults(limit);
          after.ifPresent(id -> query.setParameter("after", id));
          return query.getResultList();
        });
  }

  private static ProcessPackage store(
      EntityManager jpa,
      String tenant,
      PackageSource source,
      PackageReader.Read read,
      int revision,
      Instant created,
      Instant now) {
    ProcessPackage stored =
        new ProcessPackage(
            tenant,
            read.description().id(),
            revision,
            source,
            read.process().id(),
            read.description(),
            created,
            now);
    jpa.persist(stored);
    return stored;
  }

  private static int nextRevision(EntityManager jpa, String tenant, String id) {
    Integer last =
        jpa.createQuery(
                "select max(p.revision) from ProcessPackage p "
                    + "where p.tenant = :tenant and p.id = :id",
                Integer.class)
            .setParameter("tenant", tenant)
            .setParameter("id", id)
            .getSingleResult();
    return last == null ? 1 : last + 1;
  }

  private static ProcessPackage retire(EntityManager jpa, String tenant, String id) {
    ProcessPackage before =
        active(jpa, tenant, id).orElseThrow(() -> new NoSuchProcessException(id));
    jpa.lock(before, LockModeType.PESSIMISTIC_WRITE);
    jpa.refresh(before);
    if (!before.active()) {
      throw new NoSuchProcessException(id);
    }
    requireMutable(before);
    before.retire();
    return before;
  }

  private static Optional<ProcessPackage> active(EntityManager jpa, String tenant, String id) {
    return jpa
        .createQuery(ACTIVE + "and p.id = :id", ProcessPackage.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultList()
        .stream()
        .findFirst();
  }

  private static void refuseDuplicate(ProcessPackage process) {
    requireMutable(process);
    throw new DuplicatedProcessException(process.id());
  }

  /**
   * Sees that a process may be replaced and retired.
   *
   * @throws ImmutableProcessException if it may not
   */
  static void requireMutable(ProcessPackage process) {
    if (!process.mutable()) {
      throw new ImmutableProcessException(process.id());
    }
  }
}
