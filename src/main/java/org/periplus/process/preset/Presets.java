package org.periplus.process.preset;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/** What users keep to fill forms with, in the database. Threads share it. */
@Service
public class Presets {

  private static final Pattern NAME =
      Pattern.compile(
          "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} _.,:()+-]{0,98}[\\p{L}\\p{M}\\p{N})+])?");

  /** Loading one is noted no more often: it would be written with each look at it. */
  private static final Duration USE_NOTED = Duration.ofDays(1);

  private static final String OF_OWNER =
      " from Preset p where p.tenant = :tenant and p.issuer = :issuer and p.subject = :subject";

  private final Database database;
  private final PresetsConfiguration configuration;
  private final Clock clock;

  @Inject
  public Presets(Database database, PresetsConfiguration configuration) {
    this(database, configuration, Clock.tickMillis(ZoneOffset.UTC));
  }

  Presets(Database database, PresetsConfiguration configuration, Clock clock) {
    this.database = database;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Whether a preset may have this name: up to 100 letters, digits, spaces and signs that need no
   * care in an address, the first and the last not a space.
   */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Keeps inputs, in the place of those of the same owner, process and name.
   *
   * @return whether the preset is new
   * @throws UnfitPresetException if they are too large, or the owner has as many as may be
   */
  public boolean save(PresetOwner owner, String process, String name, ObjectNode inputs) {
    long size = inputs.toString().getBytes(UTF_8).length;
    if (size > configuration.maxSize().bytes()) {
      throw UnfitPresetException.tooLarge(size, configuration.maxSize());
    }
    try {
      return savedOnce(owner, process, name, inputs);
    } catch (PersistenceException e) {
      // Another request may have stored it since this one looked for it; then it is replaced.
      return savedOnce(owner, process, name, inputs);
    }
  }

  private boolean savedOnce(PresetOwner owner, String process, String name, ObjectNode inputs) {
    return database.inTransaction(
        jpa -> {
          Preset before = locked(jpa, owner, process, name);
          if (before != null) {
            before.replace(inputs, clock.instant());
            return false;
          }
          if (count(jpa, owner) >= configuration.maxCount()) {
            throw UnfitPresetException.tooMany(configuration.maxCount());
          }
          jpa.persist(new Preset(owner, process, name, inputs, clock.instant()));
          return true;
        });
  }

  private static Preset locked(EntityManager jpa, PresetOwner owner, String process, String name) {
    return jpa.find(
        Preset.class, new PresetKey(owner, process, name), LockModeType.PESSIMISTIC_WRITE);
  }

  private static long count(EntityManager jpa, PresetOwner owner) {
    return of(jpa.createQuery("select count(p)" + OF_OWNER, Long.class), owner).getSingleResult();
  }

  private static <T> TypedQuery<T> of(TypedQuery<T> query, PresetOwner owner) {
    return query
        .setParameter("tenant", owner.tenant())
        .setParameter("issuer", owner.issuer())
        .setParameter("subject", owner.subject());
  }

  /** Somebody's presets of a process, by name. */
  public List<Preset> of(PresetOwner owner, String process) {
    return database.read(
        jpa ->
            of(
                    jpa.createQuery(
                        "select p" + OF_OWNER + " and p.process = :process order by p.name",
                        Preset.class),
                    owner)
                .setParameter("process", process)
                .getResultList());
  }

  /** One of them. That it was needed keeps it from being forgotten. */
  public Optional<Preset> load(PresetOwner owner, String process, String name) {
    return database.inTransaction(
        jpa -> {
          Preset found = jpa.find(Preset.class, new PresetKey(owner, process, name));
          Instant now = clock.instant();
          if (found != null && found.used().plus(USE_NOTED).isBefore(now)) {
            found.use(now);
          }
          return Optional.ofNullable(found);
        });
  }

  /**
   * Gives one another name.
   *
   * @return with its new name; empty where there is none
   * @throws UnfitPresetException if another one has that name
   */
  public Optional<Preset> rename(PresetOwner owner, String process, String name, String newName) {
    return database.inTransaction(
        jpa -> {
          Preset found = locked(jpa, owner, process, name);
          if (found == null || name.equals(newName)) {
            return Optional.ofNullable(found);
          }
          if (locked(jpa, owner, process, newName) != null) {
            throw UnfitPresetException.taken(newName);
          }
          Preset renamed = found.named(newName);
          jpa.remove(found);
          jpa.persist(renamed);
          return Optional.of(renamed);
        });
  }

  /** Forgets one; whether there was one. */
  public boolean remove(PresetOwner owner, String process, String name) {
    return database.inTransaction(
        jpa -> {
          Preset found = locked(jpa, owner, process, name);
          if (found != null) {
            jpa.remove(found);
          }
          return found != null;
        });
  }

  /**
   * Forgets everybody's presets of a process that is gone: another one may get its name, and would
   * get their inputs.
   */
  public static void forget(EntityManager jpa, String tenant, String process) {
    jpa.createQuery("delete from Preset p where p.tenant = :tenant and p.process = :process")
        .setParameter("tenant", tenant)
        .setParameter("process", process)
        .executeUpdate();
  }

  /** Forgets those that nobody has used for long. */
  public void forgetUnused(Instant now) {
    database.transact(
        jpa ->
            jpa.createQuery("delete from Preset p where p.used < :before")
                .setParameter("before", now.minus(configuration.keptUnused()))
                .executeUpdate());
  }
}
