package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.configuration.DataDirectory;

/** Results can be written into the data directory. */
@Readiness
@ApplicationScoped
public class DataDirectoryReadiness implements HealthCheck {

  private final Path results;

  /** For CDI's proxy alone. */
  protected DataDirectoryReadiness() {
    results = null;
  }

  @Inject
  public DataDirectoryReadiness(DataDirectory data) {
    results = data.results();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("data-directory").withData("results", results.toString());
    try {
      Files.createDirectories(results);
      Files.delete(Files.createTempFile(results, "write", ".check"));
      return response.up().withData("free-bytes", results.toFile().getUsableSpace()).build();
    } catch (IOException e) {
      return response.down().withData("error", String.valueOf(e.getMessage())).build();
    }
  }
}
