package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.batch.SiteTools;

/** The site's own staging tools can be used, if there are any. */
@Readiness
@ApplicationScoped
public class StagingToolReadiness implements HealthCheck {

  private final SiteTools tools;
  private final Questions questions;

  /** For CDI's proxy alone. */
  protected StagingToolReadiness() {
    this(null, null);
  }

  @Inject
  public StagingToolReadiness(SiteTools tools, Questions questions) {
    this.tools = tools;
    this.questions = questions;
  }

  @Override
  public HealthCheckResponse call() {
    return questions.answer("staging-tools", this::ask);
  }

  private void ask(HealthCheckResponseBuilder answer) {
    List<String> problems = tools.problems();
    if (!problems.isEmpty()) {
      answer.down().withData("error", String.join("\n", problems));
    }
  }
}
