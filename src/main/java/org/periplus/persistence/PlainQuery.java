package org.periplus.persistence;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A query without JPA, for what is asked again and again: what JPA does around a short query costs
 * more than the query. Within {@link Database#inOneTransaction} it is part of that. Threads share
 * it.
 *
 * @param sql with a question mark for each parameter, for all databases
 * @param row reads the one row that there is
 */
public record PlainQuery<T>(String sql, Row<T> row) {

  /** Reads a row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * What the first row says; empty when there is none.
   *
   * @throws DatabaseAwayException when the database does not answer
   */
  public Optional<T> first(Database database, String... parameters) {
    return database.outages().through(() -> read(database, parameters));
  }

  private Optional<T> read(Database database, String... parameters) {
    database.open();
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int at = 0; at < parameters.length; at++) {
        query.setString(at + 1, parameters[at]);
      }
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(row.read(found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new PersistenceException("A query failed: " + sql, e);
    }
  }
}
