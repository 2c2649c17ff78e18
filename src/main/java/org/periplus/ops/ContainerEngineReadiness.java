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

  /** For CDI's proxy alone. */
  protected ContainerEngineReadiness() {
    this(null);
  }

  @Inject
  public ContainerEngineReadiness(BatchServices batch) {
    this.batch = batch;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("container-engine");
    try {
      return response.up().withData("version", batch.engine().info().version()).build();
    } catch (ContainerException e) {
      return response.down().withData("error", e.getMessage()).build();
    }
  }
}
