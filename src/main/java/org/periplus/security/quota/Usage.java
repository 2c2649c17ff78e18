package org.periplus.security.quota;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.periplus.configuration.Service;
import org.periplus.configuration.Sha256;
import org.periplus.persistence.Database;
import org.periplus.security.quota.Quotas.Limits;

/**
 * What tenants and users have used, and whether they may use more. Counts are part of the
 * transaction of what they count, so that they are right on all servers and after each end. Where
 * nothing is bounded and nothing is to be counted, nothing is asked. Threads share it.
 */
@Service
public class Usage {

  private final UsageTable table;
  private final Quotas quotas;
  private final Duration retryAfter;
  private final Supplier<Instant> now;
  private final Database database;

  @Inject
  public Usage(Database database, Quotas quotas, UsageConfiguration configuration) {
    this(database, quotas, configuration.retryAfter(), Clock.systemUTC()::instant);
  }

  Usage(Database database, Quotas quotas, Duration retryAfter, Supplier<Instant> now) {
    this.database = database;
    this.table = new UsageTable(database);
    this.quotas = quotas;
    this.retryAfter = retryAfter;
    this.now = now;
  }

  /** Where nothing is bounded or counted. */
  public static Usage none(Database database) {
    return new Usage(database, Quotas.NONE, Duration.ZERO, Clock.systemUTC()::instant);
  }

  /**
   * Counts one more job.
   *
   * @throws QuotaExceededException if it may not be made
   */
  public void jobMade(EntityManager jpa, Whose whose) {
    Limits limits = quotas.in(whose.tenant());
    if (!limits.say()) {
      return;
    }
    Instant time = now.get();
    if (limits.say(Measure.JOBS)) {
      take(
          jpa,
          whose.tenant(),
          Whose.ALL,
          Optional.ofNullable(limits.tenant().get(Measure.JOBS)),
          time);
      take(
          jpa,
          whose.tenant(),
          whose.user(),
          Optional.ofNullable(limits.user().get(Measure.JOBS)),
          time);
    }
    requireRest(jpa, whose, limits, time);
  }

  /**
   * Sees that a job that was made may start, or start again.
   *
   * @throws QuotaExceededException if it may not
   */
  public void requireRest(EntityManager jpa, Whose whose) {
    Limits limits = quotas.in(whose.tenant());
    if (limits.say()) {
      requireRest(jpa, whose, limits, now.get());
    }
  }

  /** Counts what is used beside jobs and requests; what is less than nothing is given back. */
  public void used(EntityManager jpa, Whose whose, Measure measure, long amount) {
    if (amount != 0 && quotas.in(whose.tenant()).say(measure)) {
      String period = measure.period(now.get());
      table.add(jpa, new UsageRow(whose.tenant(), Whose.ALL, measure, period), amount);
      table.add(jpa, new UsageRow(whose.tenant(), whose.user(), measure, period), amount);
    }
  }

  /**
   * Counts an image that a tool ran in; once in a month, however often.
   *
   * @param image what the engine calls it, its digest
   */
  public void imageUsed(EntityManager jpa, Whose whose, String image) {
    if (quotas.in(whose.tenant()).say(Measure.IMAGES)) {
      String period = Measure.IMAGES.period(now.get());
      String digest = Sha256.hex(image);
      table.addImage(jpa, new UsageRow(whose.tenant(), Whose.ALL, Measure.IMAGES, period), digest);
      table.addImage(
          jpa, new UsageRow(whose.tenant(), whose.user(), Measure.IMAGES, period), digest);
    }
  }

  /** How many bytes of results each tenant has stored, where that is counted; most first. */
  public List<TenantAmount> stored() {
    return database.read(jpa -> table.ofTenants(jpa, Measure.STORED_BYTES));
  }

  /** Whether such is counted in a tenant. */
  public boolean counts(String tenant, Measure measure) {
    return quotas.in(tenant).say(measure);
  }

  private void take(
      EntityManager jpa, String tenant, String user, Optional<Long> most, Instant time) {
    UsageRow key = new UsageRow(tenant, user, Measure.JOBS, Measure.JOBS.period(time));
    if (most.isEmpty()) {
      table.add(jpa, key, 1);
    } else if (!table.take(jpa, key, most.get())) {
      throw exceeded(Measure.JOBS, user, most.get(), table.amount(jpa, key), time);
    }
  }

  private void requireRest(EntityManager jpa, Whose whose, Limits limits, Instant time) {
    requireRest(jpa, whose.tenant(), Whose.ALL, limits.tenant(), time);
    requireRest(jpa, whose.tenant(), whose.user(), limits.user(), time);
  }

  private void requireRest(
      EntityManager jpa, String tenant, String user, Map<Measure, Long> limits, Instant time) {
    if (limits.keySet().stream().allMatch(Usage::isCountedElsewhere)) {
      return;
    }
    Map<Measure, Long> used = table.used(jpa, tenant, user, periods(time));
    limits.forEach(
        (measure, most) -> {
          long amount = used.getOrDefault(measure, 0L);
          if (!isCountedElsewhere(measure) && amount >= most) {
            throw exceeded(measure, user, most, amount, time);
          }
        });
  }

  private static boolean isCountedElsewhere(Measure measure) {
    return measure == Measure.REQUESTS || measure == Measure.JOBS;
  }

  private QuotaExceededException exceeded(
      Measure measure, String user, long most, long used, Instant time) {
    Share share = Share.of(measure, user.equals(Whose.ALL), Optional.of(most), used, time);
    return new QuotaExceededException(
        share, share.resets().map(at -> Duration.between(time, at)).orElse(retryAfter));
  }

  /** What was used, beside requests, of what is bounded or counted. */
  List<Share> of(Whose whose) {
    Limits limits = quotas.in(whose.tenant());
    if (!limits.say()) {
      return List.of();
    }
    Instant time = now.get();
    List<Share> shares = new ArrayList<>();
    add(shares, whose.tenant(), Whose.ALL, limits.tenant(), limits.counted(), time);
    add(shares, whose.tenant(), whose.user(), limits.user(), limits.counted(), time);
    return shares;
  }

  private void add(
      List<Share> shares,
      String tenant,
      String user,
      Map<Measure, Long> limits,
      boolean counted,
      Instant time) {
    Map<Measure, Long> used = database.read(jpa -> table.used(jpa, tenant, user, periods(time)));
    for (Measure measure : Measure.values()) {
      if (measure != Measure.REQUESTS && (counted || limits.containsKey(measure))) {
        shares.add(
            Share.of(
                measure,
                user.equals(Whose.ALL),
                Optional.ofNullable(limits.get(measure)),
                used.getOrDefault(measure, 0L),
                time));
      }
    }
  }

  private static Map<Measure, String> periods(Instant time) {
    Map<Measure, String> periods = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      periods.put(measure, measure.period(time));
    }
    return periods;
  }
}
