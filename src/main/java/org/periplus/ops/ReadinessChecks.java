package org.periplus.ops;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.api.guard.Callers;
import org.periplus.batch.BatchServices;
import org.periplus.batch.admission.Intake;
import org.periplus.batch.staging.SiteTools;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.ops.Questions.Question;
import org.periplus.persistence.Database;
import org.periplus.security.identity.AnonymousUse;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.oidc.Tokens;
import org.periplus.staging.ResultStores;

/**
 * What the server needs before it is ready, one check of MicroProfile Health for each. What cannot
 * be used throws the reason.
 */
@Dependent
public class ReadinessChecks {

  @Produces
  @Readiness
  HealthCheck database(Database database, Questions questions) {
    return () -> questions.answer("database", () -> about(database));
  }

  static Map<String, Object> about(Database database) throws SQLException {
    database.open(); // It may have been away since the start.
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1"); // The pool does not look at a connection it has just had back.
      return Map.of("product", connection.getMetaData().getDatabaseProductName());
    }
  }

  @Produces
  @Readiness
  HealthCheck containerEngine(BatchServices batch, Questions questions) {
    return () -> questions.answer("container-engine", () -> about(batch.engine()));
  }

  static Map<String, Object> about(ContainerEngine engine) throws ContainerException {
    return Map.of("version", engine.info().version());
  }

  @Produces
  @Readiness
  HealthCheck resultStores(ResultStores stores, Questions questions) {
    return () -> questions.answers("result-store", about(stores));
  }

  /** A question for each tenant who has a store of their own. */
  static Map<String, Question> about(ResultStores stores) {
    Map<String, Question> checks = new LinkedHashMap<>();
    for (String tenant : stores.tenants()) {
      checks.put(tenant, () -> Map.of("store", stores.of(tenant).check()));
    }
    return checks;
  }

  @Produces
  @Readiness
  HealthCheck disk(BatchServices batch, Questions questions) {
    return () -> questions.answer("disk", () -> aboutDisk(batch));
  }

  /** The data directory can be written, and its disk has room for new steps. */
  static Map<String, Object> aboutDisk(BatchServices batch) throws IOException {
    Path data = batch.dataFolder();
    Files.delete(Files.createTempFile(data, "write", ".check"));
    if (batch.diskShortage().isPresent()) {
      throw new IOException(batch.diskShortage().get());
    }
    return Map.of(
        "free-bytes",
        data.toFile().getUsableSpace(),
        "total-bytes",
        data.toFile().getTotalSpace(),
        "cache-bytes",
        batch.cachedBytes());
  }

  /** The site's own staging tools can be used, if there are any. */
  @Produces
  @Readiness
  HealthCheck stagingTools(SiteTools tools, Questions questions) {
    return () -> questions.answer("staging-tools", () -> about(tools));
  }

  private static Map<String, Object> about(SiteTools tools) {
    List<String> problems = tools.problems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    return Map.of();
  }

  /** Somebody may be served at all. */
  @Produces
  @Readiness
  HealthCheck callers(Callers callers) {
    return () ->
        callers
            .undecided()
            .map(reason -> Questions.down("callers", reason))
            .orElseGet(() -> Questions.up("callers", Map.of()));
  }

  /** What identity providers say can be checked, or whoever does not ask them is served too. */
  @Produces
  @Readiness
  HealthCheck identityProviders(
      Tokens tokens, IdentityConfiguration identity, Questions questions) {
    return () -> questions.answer("identity-providers", () -> about(tokens, identity));
  }

  static Map<String, Object> about(Tokens tokens, IdentityConfiguration identity) {
    Map<String, Object> providers = new LinkedHashMap<>();
    tokens
        .failures()
        .forEach((name, failure) -> providers.put(name, failure.orElse("its keys are here")));
    boolean servesOthers = identity.anonymous().filter(use -> use != AnonymousUse.NONE).isPresent();
    if (tokens.areTaken() && !tokens.canBeChecked() && !servesOthers) {
      throw new IllegalStateException("No identity provider can be asked: " + providers);
    }
    return providers;
  }

  /** A server that is being stopped wants no more requests. */
  @Produces
  @Readiness
  HealthCheck intake(Intake intake) {
    return () ->
        intake.hasEnded()
            ? Questions.down("intake", "The server is being stopped")
            : Questions.up("intake", Map.of());
  }
}
