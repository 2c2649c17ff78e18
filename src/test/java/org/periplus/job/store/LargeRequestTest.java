package org.periplus.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.list.JobFilter;
import org.periplus.job.list.ListedJob;
import org.periplus.persistence.Database;
import org.periplus.persistence.DatabaseConfiguration;

/** H2 in files and a request that is as large as requests may be. */
class LargeRequestTest {

  private static final int SIZE = 20 << 20;

  @TempDir private Path folder;

  /** H2 wrote it with each change of its row: four such requests filled 14 GB, and closed it. */
  @Test
  void isWrittenOnceAndNotWithEachChangeOfItsJob() throws IOException {
    JsonNode inputs = JsonNodeFactory.instance.objectNode().put("text", "a".repeat(SIZE));
    try (Database database =
        new Database(DatabaseConfiguration.embedded(), new DataDirectory(folder))) {
      JobStore jobs = new JobStore(database);
      Job job = jobs.create(NewJob.of("acme", "p", 1, inputs, Optional.empty()));
      for (int progress = 1; progress <= 20; progress++) {
        jobs.progress(job.id(), progress, "The job is running.");
      }

      assertThat(jobs.find(job.id()).orElseThrow().inputs()).isEqualTo(inputs);
    }
    assertThat(bytes()).isLessThan(4L * SIZE);
  }

  /** A page has up to a thousand jobs: their requests together fit in no memory. */
  @Test
  void isNoPartOfAList() throws IOException {
    List<Class<?>> shown =
        Arrays.stream(ListedJob.class.getRecordComponents())
            .<Class<?>>map(RecordComponent::getType)
            .toList();
    assertThat(shown).doesNotContain(JsonNode.class, Job.class);
    try (Database database =
        new Database(DatabaseConfiguration.embedded(), new DataDirectory(folder))) {
      JobStore jobs = new JobStore(database);
      Job job =
          jobs.create(
              NewJob.of("acme", "p", 1, JsonNodeFactory.instance.objectNode(), Optional.empty()));

      assertThat(jobs.list("acme", JobFilter.NONE, 10, Optional.empty()).jobs())
          .containsExactly(ListedJob.of(job));
    }
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
