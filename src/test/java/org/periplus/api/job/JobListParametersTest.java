package org.periplus.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.JobStatus;
import org.periplus.job.list.JobFilter;

class JobListParametersTest {

  private static JobListParameters given(String... namesAndValues) {
    MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new JobListParameters(map);
  }

  @Test
  void nothingGivenRestrictsNothingButWhatPart1DoesNotKnow() {
    JobFilter started =
        new JobFilter(
            List.of(),
            List.of(
                JobStatus.ACCEPTED,
                JobStatus.RUNNING,
                JobStatus.SUCCESSFUL,
                JobStatus.FAILED,
                JobStatus.DISMISSED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(given().filter(false)).isEqualTo(started);
    assertThat(given("status", "", "datetime", "", "type", "process").filter(false))
        .isEqualTo(started);
    assertThat(given("status", "created").filter(false).statuses())
        .containsExactly(JobStatus.CREATED);
    assertThat(given().query()).isEmpty();
  }

  @Test
  void listsAreRepeatedOrSeparatedByCommas() {
    JobFilter filter =
        given("processID", "a,b", "processID", "c", "status", "failed,running").filter(false);
    assertThat(filter.processIds()).containsExactly("a", "b", "c");
    assertThat(filter.statuses()).containsExactly(JobStatus.FAILED, JobStatus.RUNNING);
  }

  @Test
  void durationsAreSeconds() {
    JobFilter filter =
        given("minDuration", "0", "maxDuration", "99999999999999999999").filter(false);
    assertThat(filter.atLeast()).contains(Duration.ZERO);
    assertThat(filter.atMost()).contains(Duration.ofSeconds(999_999_999));
  }

  @Test
  void aTimeIsAnInstantOrAnIntervalWithOneOpenEnd() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    JobFilter instant = given("datetime", "2026-03-01T12:00:00Z").filter(false);
    assertThat(instant.from()).contains(noon);
    assertThat(instant.until()).contains(noon);
    JobFilter closed =
        given("datetime", "2026-03-01T13:00:00+01:00/2026-03-01t12:00:01.5z").filter(false);
    assertThat(closed.from()).contains(noon);
    assertThat(closed.until()).contains(noon.plusMillis(1500));
    assertThat(given("datetime", "../2026-03-01T12:00:00Z").filter(false).from()).isEmpty();
    assertThat(given("datetime", "2026-03-01T12:00:00Z/").filter(false).until()).isEmpty();
    assertThat(given("datetime", "2026-03-01T13:00:00 01:00").filter(false).from()).contains(noon);
  }

  @ParameterizedTest
  @CsvSource({
    "type, other",
    "status, done",
    "minDuration, 1.5",
    "maxDuration, -1",
    "datetime, yesterday",
    "datetime, ../..",
    "datetime, 2026-03-01",
    "datetime, 2026-02-30T12:00:00Z",
    "datetime, 2026-03-01T12:00:00",
    "datetime, 2026-03-01T12:00:00Z/2026-03-02T12:00:00Z/.."
  })
  void aBadValueIsRefusedByItsName(String parameter, String value) {
    JobListParameters parameters = given(parameter, value);
    assertThatThrownBy(() -> parameters.filter(false))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(400);
              assertThat(refused.problem().detail()).contains(parameter);
            });
  }

  @Test
  void linksKeepTheFilters() {
    assertThat(given("processID", "a b&c", "status", "failed", "limit", "5").query())
        .isEqualTo("processID=a%20b%26c&status=failed&");
  }
}
