package org.periplus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobContextTest {

  private final UUID id = UUID.randomUUID();
  private final JobContext job = new JobContext(id, "acme", "p", TraceContext.ofJob(id), "");

  @Test
  void aThreadWorksForAJobUntilTheBindingIsClosed() {
    try (JobContext.Binding whole = job.bind()) {
      try (JobContext.Binding step = job.at("otsu").bind()) {
        assertThat(JobContext.current()).contains(job.at("otsu"));
      }
      assertThat(JobContext.current()).contains(job);
      try (JobContext.Binding none = JobContext.none()) {
        assertThat(JobContext.current()).isEmpty();
      }
      assertThat(JobContext.current()).contains(job);
    }
    assertThat(JobContext.current()).isEmpty();
  }

  @Test
  void aTaskIsCarriedToAnotherThread() throws InterruptedException {
    List<Optional<JobContext>> seen = new ArrayList<>();
    Thread other;
    try (JobContext.Binding whole = job.bind()) {
      other = new Thread(JobContext.carriedBy(() -> seen.add(JobContext.current())));
    }

    other.start();
    other.join();

    assertThat(seen).containsExactly(Optional.of(job));
  }
}
