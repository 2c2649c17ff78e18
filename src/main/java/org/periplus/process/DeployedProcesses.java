package org.periplus.process;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.periplus.persistence.Database;
import org.periplus.process.access.ProcessAccess;
import org.periplus.process.deployment.PackageKey;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.PackageText;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.deployment.WholePackage;
import org.periplus.process.preset.Presets;
import org.periplus.security.identity.Account;

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
  ProcessPackage add(
      String tenant, PackageSource source, PackageReader.Read read, ProcessAccess access) {
    String id = read.description().id();
    try {
      return change(
          jpa -> {
            // In this order: what is stored in between has the same revision, and is refused.
            int revision = nextRevision(jpa, tenant, id);
            active(jpa, tenant, id).ifPresent(known -> refuseDuplicate(known, read));
            Instant now = clock.instant();
            return store(jpa, tenant, source, read, access, revision, now, now);
          });
    } catch (PersistenceException e) {
      // Another request may have stored one since this one looked for it.
      database
          .inTransaction(jpa -> active(jpa, tenant, id))
          .ifPresent(known -> refuseDuplicate(known, read));
      throw e;
    }
  }

  /**
   * Stores a new revision of a process in the place of the one that there is, whose owner it keeps.
   *
   * @param check throws what says that it may not be replaced
   * @throws NoSuchProcessException if there is none
   */
  ProcessPackage replace(
      String tenant,
      String id,
      PackageSource source,
      PackageReader.Read read,
      Consumer<ProcessPackage> check) {
    return change(
        jpa -> {
          ProcessPackage before = retire(jpa, tenant, id, check);
          ProcessAccess access =
              new ProcessAccess(before.access().owner(), before.access().sharing());
          int revision = nextRevision(jpa, tenant, id);
          return store(
              jpa, tenant, source, read, access, revision, before.created(), clock.instant());
        });
  }

  /**
   * Retires a process: new jobs cannot run it, and what users keep for its form is gone.
   *
   * @param check throws what says that it may not be retired
   * @throws NoSuchProcessException if there is none
   */
  void retire(String tenant, String id, Consumer<ProcessPackage> check) {
    change(
        jpa -> {
          ProcessPackage retired = retire(jpa, tenant, id, check);
          Presets.forget(jpa, tenant, id);
          return retired;
        });
  }

  /**
   * Changes whose a process is, or with whom it is shared, with all its revisions of the same
   * owner.
   *
   * @param change what is done to each; it throws what says that it may not be
   * @throws NoSuchProcessException if there is none
   */
  ProcessPackage change(
      String tenant, String id, Function<ProcessPackage, Consumer<ProcessPackage>> change) {
    return change(
        jpa -> {
          ProcessPackage now = locked(jpa, tenant, id);
          Consumer<ProcessPackage> made = change.apply(now);
          Optional<Account> owner = now.access().owner();
          revisions(jpa, tenant, id).stream()
              .filter(
                  one ->
                      owner.isEmpty()
                          ? one.access().owner().isEmpty()
                          : one.access().owner().filter(owner.get()::is).isPresent())
              .forEach(made);
          return now;
        });
  }

  /** In one transaction, after which whoever keeps answers knows that they no longer hold. */
  private ProcessPackage change(Function<EntityManager, ProcessPackage> change) {
    return database.inTransaction(
        jpa -> {
          ProcessPackage changed = change.apply(jpa);
          CatalogueVersion.change(jpa);
          return changed;
        });
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
    return database.read(jpa -> load(jpa, key));
  }

  /** The same with all that it says. */
  WholePackage loadWhole(PackageKey key) {
    return database.read(
        jpa -> {
          PackageText text = jpa.find(PackageText.class, key);
          WholePackage whole = new WholePackage(load(jpa, key), text);
          text.referred(); // now, while it is attached
          return whole;
        });
  }

  private static ProcessPackage load(EntityManager jpa, PackageKey key) {
    ProcessPackage found = jpa.find(ProcessPackage.class, key);
    if (found == null) {
      throw new IllegalStateException("There is no process " + key);
    }
    return found;
  }

  /** All revisions of a process, the newest first. */
  List<ProcessPackage> revisions(String tenant, String id) {
    return database.read(jpa -> revisions(jpa, tenant, id));
  }

  private static List<ProcessPackage> revisions(EntityManager jpa, String tenant, String id) {
    return jpa.createQuery(
            "select p from ProcessPackage p where p.tenant = :tenant and p.id = :id"
                + " order by p.revision desc",
            ProcessPackage.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultList();
  }

  private static ProcessPackage store(
      EntityManager jpa,
      String tenant,
      PackageSource source,
      PackageReader.Read read,
      ProcessAccess access,
      int revision,
      Instant created,
      Instant now) {
    ProcessPackage stored =
        new ProcessPackage(
            tenant, read.description().id(), revision, source, read, access, created, now);
    jpa.persist(stored);
    jpa.persist(new PackageText(stored.key(), source, read.referred()));
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

  private static ProcessPackage retire(
      EntityManager jpa, String tenant, String id, Consumer<ProcessPackage> check) {
    ProcessPackage before = locked(jpa, tenant, id);
    check.accept(before);
    before.retire();
    return before;
  }

  private static ProcessPackage locked(EntityManager jpa, String tenant, String id) {
    ProcessPackage before =
        active(jpa, tenant, id).orElseThrow(() -> new NoSuchProcessException(id));
    jpa.lock(before, LockModeType.PESSIMISTIC_WRITE);
    jpa.refresh(before);
    if (!before.active()) {
      throw new NoSuchProcessException(id);
    }
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

  /**
   * Sees that a process of that identifier could be added.
   *
   * @throws DuplicatedProcessException if the tenant has one
   * @throws ImmutableProcessException if the tenant has one that nobody may change
   */
  void requireFree(String tenant, PackageReader.Read read) {
    find(tenant, read.description().id()).ifPresent(process -> refuseDuplicate(process, read));
  }

  private static void refuseDuplicate(ProcessPackage process, PackageReader.Read read) {
    requireMutable(process);
    throw new DuplicatedProcessException(process.id(), read.nameOrigin());
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
