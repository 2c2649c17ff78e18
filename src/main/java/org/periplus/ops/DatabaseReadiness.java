package org.periplus.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.periplus.persistence.Database;

/** The database answers. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {

  private final Database database;
  private final Questions questions;

  /** For CDI's proxy alone. */
  protected DatabaseReadiness() {
    this(null, null);
  }

  @Inject
  public DatabaseReadiness(Database database, Questions questions) {
    this.database = database;
    this.questions = questions;
  }

  @Override
  public HealthCheckResponse call() {
    return questions.answer("database", this::ask);
  }

  private void ask(HealthCheckResponseBuilder answer) throws SQLException {
    // The pool has seen to it that the connection works.
    try (Connection connection = database.dataSource().getConnection()) {
      answer.withData("product", connection.getMetaData().getDatabaseProductName());
    }
  }
}
