package org.periplus.security.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class RequestCountsTest {

  private static final Whose EMIL = Whose.of("acme", "https://sso.example.org", "emil");
  private static final Whose DORA = Whose.of("acme", "https://sso.example.org", "dora");

  private Instant now = Instant.parse("2026-11-30T23:59:20Z");

  private RequestCounts counts(Database database, Quotas quotas) {
    return new RequestCounts(quotas, database, Duration.ofHours(1), () -> now);
  }

  @Test
  void whoHasSentAsManyAsTheyMayWaitsForTheNextMinute() {
    try (Database database = TestDatabase.H2.open();
        RequestCounts counts =
            counts(database, Limited.requests(Optional.of(5L), Optional.of(3L)))) {
      counts.count(EMIL);
      counts.count(EMIL);
      List<Share> shares = counts.count(EMIL);
      assertThat(shares)
          .extracting(share -> share.policy() + " " + share.left())
          .containsExactly("user-requests-a-minute 0", "tenant-requests-a-minute 2");
      assertThatThrownBy(() -> counts.count(EMIL))
          .isInstanceOfSatisfying(
              QuotaExceededException.class,
              refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(40)))
          .hasMessageContaining("You have used 3 of 3 requests a minute");
      counts.count(DORA);
      counts.count(DORA);
      assertThatThrownBy(() -> counts.count(DORA))
          .hasMessageContaining("This tenant has used 5 of 5");

      now = now.plusSeconds(40);
      assertThat(counts.count(EMIL).get(0).left()).isEqualTo(2);
      assertThat(counts.of(EMIL)).extracting(Share::used).containsExactly(1L, 1L);
    }
  }

  @Test
  void withoutAQuotaNothingIsCounted() {
    try (Database database = TestDatabase.H2.open();
        RequestCounts counts = counts(database, Quotas.NONE)) {
      assertThat(counts.count(EMIL)).isEmpty();
      assertThat(counts.of(EMIL)).isEmpty();
    }
  }

  @Test
  void serversWithOneDatabaseTellEachOther() {
    List<Database> twice = TestDatabase.openTwice();
    Quotas quotas = Limited.requests(Optional.empty(), Optional.of(10L));
    try (Database first = twice.get(0);
        Database second = twice.get(1);
        RequestCounts here = counts(first, quotas);
        RequestCounts there = counts(second, quotas)) {
      for (int number = 0; number < 6; number++) {
        here.count(EMIL);
      }
      there.count(EMIL);
      here.exchange();
      there.exchange();
      here.exchange();

      assertThat(here.of(EMIL)).extracting(Share::used).containsExactly(7L);
      assertThat(there.of(EMIL)).extracting(Share::used).containsExactly(7L);
      there.count(EMIL);
      there.count(EMIL);
      there.count(EMIL);
      assertThatThrownBy(() -> there.count(EMIL)).isInstanceOf(QuotaExceededException.class);
    }
  }

  /** Each of two servers sees what the other has made. */
  @Test
  void jobsAreCountedOnceForAllServers() {
    List<Database> twice = TestDatabase.openTwice();
    Quotas quotas = Limited.jobs(Optional.of(3L), Optional.empty());
    int made = 0;
    try (Database first = twice.get(0);
        Database second = twice.get(1)) {
      for (int number = 0; number < 10; number++) {
        Database one = number % 2 == 0 ? first : second;
        Usage usage = new Usage(one, quotas, Duration.ofHours(1), () -> now);
        try {
          one.transact(jpa -> usage.jobMade(jpa, EMIL));
          made++;
        } catch (QuotaExceededException e) {
          assertThat(e.share().used()).isEqualTo(3);
        }
      }
    }
    assertThat(made).isEqualTo(3);
  }
}
