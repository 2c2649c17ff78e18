package org.periplus.security.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class UsageTest {

  private static final Whose EMIL = Whose.of("acme", "https://sso.example.org", "emil");
  private static final Whose DORA = Whose.of("acme", "https://sso.example.org", "dora");

  private final Database database;
  private Instant now = Instant.parse("2026-11-30T23:00:00Z");

  UsageTest(TestDatabase kind) {
    database = kind.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Usage usage(Quotas quotas) {
    return new Usage(database, quotas, Duration.ofHours(1), () -> now);
  }

  private void job(Usage usage, Whose whose) {
    database.transact(jpa -> usage.jobMade(jpa, whose));
  }

  private static boolean isMade(Database database, Usage usage, Whose whose) {
    try {
      database.transact(jpa -> usage.jobMade(jpa, whose));
      return true;
    } catch (QuotaExceededException e) {
      return false;
    }
  }

  @Test
  void ofAHundredJobsAtOnceExactlyAsManyAreMadeAsMayBe() throws Exception {
    Usage usage = usage(Limited.jobs(Optional.of(10L), Optional.empty()));

    assertThat(made(100, number -> isMade(database, usage, number % 2 == 0 ? EMIL : DORA)))
        .isEqualTo(10);
    assertThat(usage.of(EMIL))
        .filteredOn(Share::ofTenant)
        .extracting(Share::used)
        .containsExactly(10L);
  }

  @Test
  void usersHaveQuotasOfTheirOwn() throws Exception {
    Usage usage = usage(Limited.jobs(Optional.empty(), Optional.of(3L)));

    assertThat(made(20, number -> isMade(database, usage, EMIL))).isEqualTo(3);
    assertThat(made(20, number -> isMade(database, usage, DORA))).isEqualTo(3);
    assertThat(isMade(database, usage, Whose.nobody("acme"))).isTrue();
  }

  private interface Numbered {
    boolean isMade(int number);
  }

  private static int made(int times, Numbered jobs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int number = 0; number < times; number++) {
        int own = number;
        all.add(() -> jobs.isMade(own));
      }
      int made = 0;
      for (Future<Boolean> each : threads.invokeAll(all)) {
        made += each.get() ? 1 : 0;
      }
      return made;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRefusalSaysWhichQuotaHowMuchIsUsedAndWhenItBeginsAnew() {
    Usage usage = usage(Limited.jobs(Optional.of(1L), Optional.empty()));
    job(usage, EMIL);

    assertThatThrownBy(() -> job(usage, DORA))
        .isInstanceOfSatisfying(
            QuotaExceededException.class,
            refused -> {
              assertThat(refused.share().policy()).isEqualTo("tenant-jobs-a-day");
              assertThat(refused.share().most()).contains(1L);
              assertThat(refused.share().used()).isEqualTo(1);
              assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(1));
            })
        .hasMessage(
            "This tenant has used 1 of 1 jobs a day. It begins anew at 2026-12-01T00:00:00Z.");
    now = now.plus(Duration.ofHours(1));
    job(usage, DORA);
  }

  /** A job that runs is not ended; the next one is refused. */
  @Test
  void whatJobsHaveUsedKeepsTheNextOneOut() {
    Usage usage = usage(Limited.work());
    job(usage, EMIL);
    database.transact(
        jpa -> usage.used(jpa, EMIL, Measure.PROCESSOR_TIME, Duration.ofHours(5).toMillis()));

    assertThatThrownBy(() -> job(usage, EMIL))
        .hasMessage(
            "You have used 5.00 of 1.00 processor hours a month. It begins anew at"
                + " 2026-12-01T00:00:00Z.");
    assertThatThrownBy(() -> database.transact(jpa -> usage.requireRest(jpa, EMIL)))
        .isInstanceOf(QuotaExceededException.class);
    job(usage, DORA);
    now = now.plus(Duration.ofHours(1));
    job(usage, EMIL);
  }

  @Test
  void roomThatIsGivenBackMayBeUsedAgain() {
    Usage usage = usage(Limited.work());
    database.transact(jpa -> usage.used(jpa, EMIL, Measure.STORED_BYTES, 500));
    assertThatThrownBy(() -> job(usage, EMIL))
        .hasMessageContaining("500 of 500 bytes of stored results")
        .hasMessageContaining("Delete jobs or results");

    database.transact(jpa -> usage.used(jpa, EMIL, Measure.STORED_BYTES, -400));
    assertThat(usage.stored()).containsExactly(new TenantAmount("acme", 100));

    job(usage, EMIL);
    database.transact(jpa -> usage.used(jpa, EMIL, Measure.STORED_BYTES, -400));
    assertThat(usage.of(EMIL))
        .filteredOn(share -> share.measure() == Measure.STORED_BYTES)
        .extracting(Share::used)
        .containsExactly(0L);
  }

  @Test
  void anImageIsCountedOnceInAMonth() throws Exception {
    Usage usage = usage(Limited.work());
    made(
        20,
        number -> {
          database.transact(jpa -> usage.imageUsed(jpa, EMIL, "sha256:a"));
          return true;
        });
    job(usage, EMIL);
    database.transact(jpa -> usage.imageUsed(jpa, DORA, "sha256:a"));
    database.transact(jpa -> usage.imageUsed(jpa, EMIL, "sha256:b"));

    assertThatThrownBy(() -> job(usage, EMIL)).hasMessageContaining("2 of 2 images a month");
    job(usage, DORA);
    now = now.plus(Duration.ofHours(1));
    job(usage, EMIL);
  }

  @Test
  void aJobThatIsNotMadeIsNotCounted() {
    Usage usage = usage(Limited.jobs(Optional.of(5L), Optional.empty()));

    assertThatThrownBy(
            () ->
                database.transact(
                    jpa -> {
                      usage.jobMade(jpa, EMIL);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(usage.of(EMIL)).extracting(Share::used).containsExactly(0L);
  }

  @Test
  void withoutQuotasNothingIsCounted() {
    Usage usage = usage(Quotas.NONE);
    database.transact(jpa -> usage.jobMade(null, EMIL)); // no query: there is nothing to ask with
    database.transact(jpa -> usage.used(null, EMIL, Measure.BYTES, 7));

    assertThat(usage.of(EMIL)).isEmpty();
    assertThat(rows()).isZero();
  }

  @Test
  void usageIsCountedWithoutQuotasWhereTheConfigurationSaysSo() {
    Usage usage =
        usage(
            new Quotas(
                QuotaConfiguration.NONE, UserQuotaConfiguration.NONE, true, TenantKeys.NONE));
    job(usage, EMIL);
    database.transact(jpa -> usage.used(jpa, EMIL, Measure.BYTES, 7));
    assertThat(usage.stored()).isEmpty();

    assertThat(usage.of(EMIL))
        .filteredOn(share -> !share.ofTenant())
        .extracting(share -> share.measure() + " " + share.used())
        .containsExactly(
            "jobs-a-day 1",
            "processor-hours-a-month 0",
            "bytes-a-month 7",
            "images-a-month 0",
            "stored-bytes 0");
  }

  @Test
  void pastPeriodsAreForgotten() {
    Usage usage = usage(Limited.jobs(Optional.of(5L), Optional.empty()));
    job(usage, EMIL);
    database.transact(
        jpa ->
            new UsageTable(database)
                .add(
                    jpa,
                    new UsageRow("acme", "", Measure.REQUESTS, Measure.REQUESTS.period(now)),
                    3));
    UsageRetention retention = new UsageRetention(database, Duration.ofDays(400));
    assertThat(rows()).isEqualTo(3);

    retention.forgetOld(now.plus(Duration.ofHours(2)));
    assertThat(rows()).isEqualTo(2);
    retention.forgetOld(now.plus(Duration.ofDays(399)));
    assertThat(rows()).isEqualTo(2);
    retention.forgetOld(now.plus(Duration.ofDays(402)));
    assertThat(rows()).isZero();
  }

  private int rows() {
    return database
        .read(
            jpa ->
                (Number)
                    jpa.createNativeQuery("select count(*) from usage_count").getSingleResult())
        .intValue();
  }
}
