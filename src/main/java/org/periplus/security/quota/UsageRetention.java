package org.periplus.security.quota;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;

/** How long it is known what was used in a minute, a day, a month. Threads share it. */
@Service
public class UsageRetention {

  private static final Duration MINUTES_KEPT = Duration.ofHours(1);

  private final Database database;
  private final Duration kept;

  @Inject
  public UsageRetention(Database database, UsageConfiguration configuration) {
    this(database, configuration.retention());
  }

  /**
   * @param kept how long days and months are known
   */
  public UsageRetention(Database database, Duration kept) {
    this.database = database;
    this.kept = kept;
  }

  /** Forgets the periods whose time is over; their names are in the order of time. */
  public void forgetOld(Instant now) {
    String first = Measure.JOBS.period(now.minus(kept));
    database.transact(
        jpa -> {
          jpa.createNativeQuery(
                  "delete from usage_count where period <> '' and (period < ?1 or (measure = ?2"
                      + " and period < ?3))")
              .setParameter(1, first)
              .setParameter(2, Measure.REQUESTS.name())
              .setParameter(3, Measure.REQUESTS.period(now.minus(MINUTES_KEPT)))
              .executeUpdate();
          jpa.createNativeQuery("delete from usage_image where period < ?1")
              .setParameter(1, first)
              .executeUpdate();
        });
  }
}
