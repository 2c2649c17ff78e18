package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.batch.BatchServices;

/** The data directory can be written, and its disk has room for new steps. */
@Readiness
@ApplicationScoped
public class DiskReadiness implements HealthCheck {

  private final BatchServices batch;
  private final Questions questions;

  /** For CDI's proxy alone. */
  protected DiskReadiness() {
    this(null, null);
  }

  @Inject
  public DiskReadiness(BatchServices batch, Questions questions) {
    this.batch = batch;
    this.questions = questions;
  }

  @Override
  public HealthCheckResponse call() {
    return questions.answer("disk", this::ask);
  }

  private void ask(HealthCheckResponseBuilder answer) throws IOException {
    Files.delete(Files.createTempFile(batch.dataFolder(), "write", ".check"));
    answer.withData("free-bytes", batch.dataFolder().toFile().getUsableSpace());
    batch.diskShortage().ifPresent(why -> answer.down().withData("error", why));
  }
}
