package org.periplus.job.list;

import jakarta.inject.Inject;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/** What jobs did and cost, as far as they are still there. Threads share it. */
@Service
public class JobStatistics {

  private static final double SECONDS_OF_HOUR = 3600;
  private static final double MILLIS = 1000;
  private static final int HUNDRED = 100;

  private static final String WHEN = " where j.created >= :from and j.created < :until";

  private final Database database;

  @Inject
  public JobStatistics(Database database) {
    this.database = database;
  }

  /** By what the jobs are counted together. */
  public enum By {
    PROCESS("j.process_id"),
    TENANT("j.tenant"),
    /** In UTC, such as 2026-11. */
    MONTH(
        "extract(year from j.created at time zone 'UTC') * 100"
            + " + extract(month from j.created at time zone 'UTC')");

    private final String column;

    By(String column) {
      this.column = column;
    }
  }

  /**
   * Jobs of one process, tenant or month.
   *
   * @param name the process, tenant or month
   * @param jobs all that were created, whatever became of them
   * @param medianSeconds how long those took that succeeded; empty when none did
   * @param mostSeconds what 95 of 100 of them took at most
   * @param processorHours what their tools had, processors times hours
   * @param publishedBytes of their results
   */
  public record Row(
      String name,
      long jobs,
      long successful,
      long failed,
      long dismissed,
      Optional<Double> medianSeconds,
      Optional<Double> mostSeconds,
      double processorHours,
      long publishedBytes) {}

  private record Cost(double seconds, long bytes) {}

  /**
   * Counts the jobs that were created in some time.
   *
   * @param tenants whose; empty for all
   */
  public List<Row> of(By by, Instant from, Instant until, Optional<Set<String>> tenants) {
    Map<String, Cost> costs = costs(by, from, until, tenants);
    List<Row> rows = new ArrayList<>();
    String jobs =
        "select %1$s, count(*), %2$s, %3$s, %4$s, %5$s, %6$s from job j"
                .formatted(
                    by.column,
                    counted("SUCCESSFUL"),
                    counted("FAILED"),
                    counted("DISMISSED"),
                    percentile(0.5),
                    percentile(0.95))
            + grouped(by, tenants);
    for (Object[] row : found(jobs, from, until, tenants)) {
      String name = name(by, row[0]);
      Cost cost = costs.getOrDefault(name, new Cost(0, 0));
      rows.add(
          new Row(
              name,
              number(row[1]),
              number(row[2]),
              number(row[3]),
              number(row[4]),
              seconds(row[5]),
              seconds(row[6]),
              cost.seconds() / SECONDS_OF_HOUR,
              cost.bytes()));
    }
    return rows;
  }

  private Map<String, Cost> costs(
      By by, Instant from, Instant until, Optional<Set<String>> tenants) {
    String steps =
        "select "
            + by.column
            + ", sum(s.cores * (extract(epoch from s.finished) - extract(epoch from s.started))),"
            + " sum(s.stored_bytes) from step_run s join job j on j.id = s.job_id"
            + grouped(by, tenants);
    Map<String, Cost> costs = new HashMap<>();
    for (Object[] row : found(steps, from, until, tenants)) {
      double used = row[1] == null ? 0 : ((Number) row[1]).doubleValue();
      costs.put(name(by, row[0]), new Cost(used, row[2] == null ? 0 : number(row[2])));
    }
    return costs;
  }

  private List<Object[]> found(
      String select, Instant from, Instant until, Optional<Set<String>> tenants) {
    List<?> rows =
        database.read(
            jpa -> {
              Query query = jpa.createNativeQuery(positional(select, tenants));
              query.setParameter(1, from.atOffset(ZoneOffset.UTC));
              query.setParameter(2, until.atOffset(ZoneOffset.UTC));
              int at = 3;
              for (String tenant : tenants.map(List::copyOf).orElse(List.of())) {
                query.setParameter(at++, tenant);
              }
              return query.getResultList();
            });
    return rows.stream().map(Object[].class::cast).toList();
  }

  /** Native queries know parameters by their place alone. */
  private static String positional(String select, Optional<Set<String>> tenants) {
    StringBuilder own = new StringBuilder();
    for (int at = 0; at < tenants.map(Set::size).orElse(0); at++) {
      own.append(at == 0 ? "?" : ", ?").append(at + 3);
    }
    return select.replace(":from", "?1").replace(":until", "?2").replace(":tenants", own);
  }

  private static String grouped(By by, Optional<Set<String>> tenants) {
    String own = tenants.isPresent() ? " and j.tenant in (:tenants)" : "";
    return WHEN + own + " group by " + by.column + " order by " + by.column;
  }

  private static String counted(String status) {
    return "sum(case when j.status = '" + status + "' then 1 else 0 end)";
  }

  private static String percentile(double part) {
    return "percentile_cont("
        + part
        + ") within group (order by case when j.status = 'SUCCESSFUL' then j.duration_millis end)";
  }

  private static String name(By by, Object key) {
    if (by != By.MONTH) {
      return (String) key;
    }
    int month = ((Number) key).intValue();
    return "%d-%02d".formatted(month / HUNDRED, month % HUNDRED);
  }

  private static Optional<Double> seconds(Object millis) {
    return Optional.ofNullable(millis).map(known -> ((Number) known).doubleValue() / MILLIS);
  }

  private static long number(Object cell) {
    return ((Number) cell).longValue();
  }
}
