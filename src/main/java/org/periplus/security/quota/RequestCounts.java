package org.periplus.security.quota;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests come in a minute, where that is bounded. Each server counts in its memory, and
 * tells the others by the database now and then: a row that each request changes would cost more
 * than most requests. Threads share it.
 */
@Service
public class RequestCounts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RequestCounts.class);

  /** Beyond that, what is left of earlier minutes is removed. */
  private static final int MOST_KEPT = 10_000;

  private final Quotas quotas;
  private final Database database;
  private final UsageTable table;
  private final Duration exchange;
  private final Supplier<Instant> now;
  private final Map<UsageRow, Count> counts = new ConcurrentHashMap<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread;

  /**
   * @param here how many requests this server had
   * @param told how many of them the database knows of
   * @param elsewhere how many other servers had, as far as the database knows
   */
  private record Count(long here, long told, long elsewhere) {

    static final Count NONE = new Count(0, 0, 0);

    long all() {
      return here + elsewhere;
    }

    Count more() {
      return new Count(here + 1, told, elsewhere);
    }
  }

  @Inject
  public RequestCounts(Quotas quotas, Database database, UsageConfiguration configuration) {
    this(quotas, database, configuration.exchange(), Clock.systemUTC()::instant);
  }

  RequestCounts(Quotas quotas, Database database, Duration exchange, Supplier<Instant> now) {
    this.quotas = quotas;
    this.database = database;
    this.table = new UsageTable(database);
    this.exchange = exchange;
    this.now = now;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread one = new Thread(work, "periplus-requests");
              one.setDaemon(true);
              return one;
            });
    this.thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Counts one more request where that is bounded. One that is too much is not counted.
   *
   * @return what was used with it; none where nothing is bounded
   * @throws QuotaExceededException if it is too much
   */
  public List<Share> count(Whose whose) {
    Quotas.Limits limits = quotas.in(whose.tenant());
    Long ofTenant = limits.tenant().get(Measure.REQUESTS);
    Long ofUser = limits.user().get(Measure.REQUESTS);
    if (ofTenant == null && ofUser == null) {
      return List.of();
    }
    Instant time = now.get();
    forgetEarlier(time);
    List<Share> shares = new ArrayList<>();
    if (ofUser != null) {
      shares.add(take(whose.tenant(), whose.user(), ofUser, time));
    }
    if (ofTenant != null) {
      shares.add(take(whose.tenant(), Whose.ALL, ofTenant, time));
    }
    if (!database.embedded() && isScheduled.compareAndSet(false, true)) {
      var unused = thread.schedule(this::exchange, exchange.toMillis(), TimeUnit.MILLISECONDS);
    }
    return shares;
  }

  private Share take(String tenant, String user, long most, Instant time) {
    UsageRow key = key(tenant, user, time);
    AtomicBoolean taken = new AtomicBoolean();
    Count count =
        counts.compute(
            key,
            (same, found) -> {
              Count before = found == null ? Count.NONE : found;
              taken.set(before.all() < most);
              return taken.get() ? before.more() : before;
            });
    Share share = share(user, Optional.of(most), count.all(), time);
    if (!taken.get()) {
      throw new QuotaExceededException(share, Duration.between(time, share.resets().orElseThrow()));
    }
    return share;
  }

  private static UsageRow key(String tenant, String user, Instant time) {
    return new UsageRow(tenant, user, Measure.REQUESTS, Measure.REQUESTS.period(time));
  }

  private static Share share(String user, Optional<Long> most, long used, Instant time) {
    return Share.of(Measure.REQUESTS, user.equals(Whose.ALL), most, used, time);
  }

  /** What was used in this minute, where that is bounded. */
  List<Share> of(Whose whose) {
    Quotas.Limits limits = quotas.in(whose.tenant());
    List<Share> shares = new ArrayList<>();
    add(shares, whose.tenant(), Whose.ALL, limits.tenant());
    add(shares, whose.tenant(), whose.user(), limits.user());
    return shares;
  }

  private void add(List<Share> shares, String tenant, String user, Map<Measure, Long> limits) {
    Instant time = now.get();
    Optional.ofNullable(limits.get(Measure.REQUESTS))
        .ifPresent(
            most -> {
              Count count = counts.getOrDefault(key(tenant, user, time), Count.NONE);
              shares.add(share(user, Optional.of(most), count.all(), time));
            });
  }

  private void forgetEarlier(Instant time) {
    if (counts.size() > MOST_KEPT) {
      String minute = Measure.REQUESTS.period(time);
      counts.keySet().removeIf(key -> !key.period().equals(minute));
    }
  }

  /** Tells the other servers, and hears of them; in one order, so that none waits for another. */
  void exchange() {
    isScheduled.set(false);
    String minute = Measure.REQUESTS.period(now.get());
    counts.keySet().removeIf(key -> !key.period().equals(minute));
    List<UsageRow> keys =
        counts.keySet().stream()
            .sorted(Comparator.comparing(UsageRow::tenant).thenComparing(UsageRow::owner))
            .toList();
    try {
      keys.forEach(this::tell);
    } catch (RuntimeException e) {
      LOG.warn("Other servers are told of requests later: {}", e.getMessage());
    }
  }

  private void tell(UsageRow key) {
    Count before = counts.getOrDefault(key, Count.NONE);
    long untold = before.here() - before.told();
    long all =
        database.inTransaction(
            jpa -> {
              if (untold > 0) {
                table.add(jpa, key, untold);
              }
              return table.amount(jpa, key);
            });
    counts.computeIfPresent(
        key, (same, count) -> new Count(count.here(), before.here(), all - before.here()));
  }

  /** What no other server was told of is not told any more. */
  @Override
  @PreDestroy
  public void close() {
    thread.shutdownNow();
  }
}
