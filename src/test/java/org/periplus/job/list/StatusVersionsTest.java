package org.periplus.job.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.list.StatusVersions.StatusVersion;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;

class StatusVersionsTest {

  @ParameterizedTest
  @EnumSource
  void eachChangeOfAStatusIsSeen(TestDatabase kind) {
    try (Database database = kind.open()) {
      JobStore jobs = new JobStore(database);
      StepRunStore steps = new StepRunStore(database);
      StatusVersions versions = new StatusVersions(database);
      UUID id =
          jobs.create(
                  NewJob.of(
                      "acme", "p", 1, JsonNodeFactory.instance.objectNode(), Optional.empty()))
              .id();

      List<StatusVersion> seen = new ArrayList<>();
      seen.add(versions.find("acme", id).orElseThrow());
      jobs.started(id);
      seen.add(versions.find("acme", id).orElseThrow());
      BegunRuns.tool(steps, id, "crop");
      seen.add(versions.find("acme", id).orElseThrow());
      jobs.progress(id, 50, "Half of it is done.");
      seen.add(versions.find("acme", id).orElseThrow());
      jobs.dismissed(id);
      seen.add(versions.find("acme", id).orElseThrow());

      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen)
          .extracting(StatusVersion::status)
          .containsExactly(
              JobStatus.ACCEPTED,
              JobStatus.RUNNING,
              JobStatus.RUNNING,
              JobStatus.RUNNING,
              JobStatus.DISMISSED);
      assertThat(versions.find("acme", id)).contains(seen.get(seen.size() - 1));
      assertThat(versions.find("other", id)).isEmpty();
      assertThat(versions.find("acme", UUID.randomUUID())).isEmpty();
    }
  }

  /** An answer would be kept although something that it shows is another. */
  @Test
  void allThatAStatusShowsIsPartOfItsVersion() {
    Map<String, String> columns = Map.of("processId", "process_id", "owner", "owner_name");
    Set<String> never = Set.of("id", "created"); // They do not change.

    assertThat(
            Arrays.stream(ListedJob.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !never.contains(name))
                .map(name -> "j." + columns.getOrDefault(name, name)))
        .allSatisfy(column -> assertThat(StatusVersions.SHOWN.sql()).contains(column + ","));
  }
}
