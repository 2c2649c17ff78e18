package org.periplus.api.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Ownership;
import org.periplus.security.identity.Account;

class JobProvenanceTest {

  private static ProvDocument of(Optional<Account> owner) {
    Job job =
        new Job(
            new NewJob(
                UUID.randomUUID(),
                "default",
                "p",
                1,
                JobStatus.ACCEPTED,
                0,
                JsonNodeFactory.instance.objectNode(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Ownership.of(owner)),
            Instant.EPOCH);
    return new JobProvenance(
            job, List.of(), "https://e.org/jobs/1", "https://e.org/processes/", Path.of("/j"))
        .document();
  }

  @Test
  void namesTheOwnerAsTheAgentForWhomTheServerWorked() {
    ProvDocument document =
        of(Optional.of(new Account("https://sso.example.org", "4711", "ada \"the\" first")));

    JsonNode json = document.json();
    assertThat(json.at("/agent/job:owner/prov:label").asText()).isEqualTo("ada \"the\" first");
    assertThat(json.at("/agent/job:owner/periplus:issuer").asText())
        .isEqualTo("https://sso.example.org");
    assertThat(json.at("/agent/job:owner/periplus:subject").asText()).isEqualTo("4711");
    assertThat(document.notation())
        .contains("wasAssociatedWith(job:run, job:owner, -)")
        .contains("wasAssociatedWith(job:run, job:server, process:p)")
        .contains("actedOnBehalfOf(job:server, job:owner, job:run)");
  }

  @Test
  void hasTheServerAloneWhenNobodySaidWhoTheyAre() {
    assertThat(of(Optional.empty()).json().path("agent").size()).isEqualTo(1);
    assertThat(of(Optional.empty()).notation()).doesNotContain("owner");
  }
}
