package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.batch.BatchServices;
import org.periplus.container.ContainerException;

/** The server is ready when its container engine answers. */
@Readiness
@ApplicationScoped
public class ContainerEngineReadiness implements HealthCheck {

  private final BatchServices batch;
  private final Questions questions;

  /** For CDI's proxy alone. */
  protected ContainerEngineReadiness() {
    this(null, null);
  }

  @Inject
  public ContainerEngineReadiness(BatchServices batch, Questions questions) {
    this.batch = batch;
    this.questions = questions;
  }

  @Override
  public HealthCheckResponse call() {
    return questions.answer("container-engine", this::ask);
  }

  private void ask(HealthCheckResponseBuilder answer) throws ContainerException {
    answer.withData("version", batch.engine().info().version());
  }
}
