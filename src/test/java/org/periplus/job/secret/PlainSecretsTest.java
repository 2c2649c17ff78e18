package org.periplus.job.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Ownership;
import org.periplus.job.step.BegunRuns;
import org.periplus.job.step.StepEnd;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

/** What a version before the vault has left in the database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PlainSecretsTest {

  private static final String SECRET = "hunter22";

  @TempDir private Path folder;

  private final Database database;
  private final JobStore jobs;
  private final StepRunStore steps;

  PlainSecretsTest(TestDatabase kind) {
    database = kind.open();
    jobs = new JobStore(database);
    steps = new StepRunStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void areSealedWhenTheServerStarts() {
    JobVault vault =
        new JobVault(
            new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)),
            SecretsConfiguration.defaults());
    ObjectNode inputs =
        JsonNodeFactory.instance.objectNode().put("token", SECRET).put("place", "here");
    UUID id = inTheClear(inputs);
    StepRun run = BegunRuns.tool(steps, id, "crop");
    steps.ended(run.id(), StepEnd.successful(inputs));

    new PlainSecrets(database, vault).seal();

    Job job = jobs.find(id).orElseThrow();
    assertThat(job.inputs().toString()).doesNotContain(SECRET).contains("here");
    assertThat(job.request().sealed()).get().asString().doesNotContain(SECRET);
    assertThat(vault.open(job).missing(inputs)).isEmpty();
    StepRun sealed = steps.find(id, "crop", "").orElseThrow();
    assertThat(sealed.outputs().orElseThrow().toString()).doesNotContain(SECRET);
    assertThat(vault.openOutputs(id, sealed.sealedOutputs().orElseThrow())).isEqualTo(inputs);
  }

  private UUID inTheClear(ObjectNode inputs) {
    UUID id = UUID.randomUUID();
    jobs.create(
        new NewJob(
            id,
            "acme",
            "p",
            1,
            JobStatus.ACCEPTED,
            0,
            inputs,
            Set.of("token"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("plain"),
            Ownership.NONE)); // as the migration marks them
    return id;
  }
}
