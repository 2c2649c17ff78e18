package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.staging.ResultStores;

/** Results can be kept where those of the default tenant are. */
@Readiness
@ApplicationScoped
public class ResultStoreReadiness implements HealthCheck {

  private static final String TENANT = "default";

  private final ResultStores stores;
  private final Questions questions;

  /** For CDI's proxy alone. */
  protected ResultStoreReadiness() {
    this(null, null);
  }

  @Inject
  public ResultStoreReadiness(ResultStores stores, Questions questions) {
    this.stores = stores;
    this.questions = questions;
  }

  @Override
  public HealthCheckResponse call() {
    return questions.answer("result-store", this::ask);
  }

  private void ask(HealthCheckResponseBuilder answer) throws IOException {
    answer.withData("store", stores.of(TENANT).check());
  }
}
