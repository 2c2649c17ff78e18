package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.batch.SiteTools;

/** The site's own staging tools can be used, if there are any. */
@Readiness
@ApplicationScoped
public class StagingToolReadiness implements HealthCheck {

  private final SiteTools tools;

  /** For CDI's proxy alone. */
  protected StagingToolReadiness() {
    this(null);
  }

  @Inject
  public StagingToolReadiness(SiteTools tools) {
    this.tools = tools;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> problems = tools.problems();
    return problems.isEmpty()
        ? HealthCheckResponse.up("staging-tools")
        : HealthCheckResponse.named("staging-tools")
            .down()
            .withData("error", String.join("\n", problems))
            .build();
  }
}
