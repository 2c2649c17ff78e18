package org.periplus.job.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.NewJob;
import org.periplus.job.callback.CallbackOutbox;
import org.periplus.job.list.JobStatistics.By;
import org.periplus.job.list.JobStatistics.Row;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class JobStatisticsTest {

  private static final Instant BEGIN = Instant.parse("2026-03-31T23:59:00Z");
  private static final Instant END = BEGIN.plus(Duration.ofDays(30));

  private static JobStore at(Database database, Duration later) {
    InstantSource clock = Clock.fixed(BEGIN.plus(later), ZoneOffset.UTC);
    return new JobStore(database, new CallbackOutbox(database), clock);
  }

  private static UUID job(Database database, String tenant, String process, Duration later) {
    NewJob order =
        NewJob.of(tenant, process, 1, JsonNodeFactory.instance.objectNode(), Optional.empty());
    UUID id = at(database, later).create(order).id();
    at(database, later).started(id);
    return id;
  }

  @ParameterizedTest
  @EnumSource
  void countsByProcessTenantAndMonth(TestDatabase kind) {
    try (Database database = kind.open()) {
      for (int minutes = 1; minutes <= 3; minutes++) {
        UUID done = job(database, "one", "crop", Duration.ofSeconds(30));
        at(database, Duration.ofSeconds(30).plusMinutes(minutes))
            .successful(done, JsonNodeFactory.instance.objectNode());
      }
      UUID dropped = job(database, "two", "crop", Duration.ofMinutes(2));
      at(database, Duration.ofMinutes(9)).dismissed(dropped);
      JobStatistics statistics = new JobStatistics(database);

      List<Row> byProcess = statistics.of(By.PROCESS, BEGIN, END, Optional.empty());
      assertThat(byProcess)
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.name()).isEqualTo("crop");
                assertThat(row.jobs()).isEqualTo(4);
                assertThat(row.successful()).isEqualTo(3);
                assertThat(row.dismissed()).isEqualTo(1);
                assertThat(row.medianSeconds()).contains(120.0);
                assertThat(row.mostSeconds().orElseThrow()).isBetween(170.0, 180.0);
              });
      assertThat(statistics.of(By.TENANT, BEGIN, END, Optional.of(Set.of("two"))))
          .extracting(Row::name)
          .containsExactly("two");
      assertThat(statistics.of(By.MONTH, BEGIN, END, Optional.empty()))
          .extracting(Row::name, Row::jobs)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("2026-03", 3L),
              org.assertj.core.groups.Tuple.tuple("2026-04", 1L));
      assertThat(statistics.of(By.MONTH, END, END.plusSeconds(1), Optional.empty())).isEmpty();
    }
  }
}
