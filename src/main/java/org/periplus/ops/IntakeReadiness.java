package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.batch.Intake;

/** A server that is being stopped wants no more requests. */
@Readiness
@ApplicationScoped
public class IntakeReadiness implements HealthCheck {

  private final Intake intake;

  /** For CDI's proxy alone. */
  protected IntakeReadiness() {
    this(null);
  }

  @Inject
  public IntakeReadiness(Intake intake) {
    this.intake = intake;
  }

  @Override
  public HealthCheckResponse call() {
    return intake.hasEnded()
        ? HealthCheckResponse.named("intake")
            .down()
            .withData("error", "The server is being stopped")
            .build()
        : HealthCheckResponse.up("intake");
  }
}
