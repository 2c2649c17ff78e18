package org.periplus.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Gives the connection of the transaction that a thread is in, to work that asks for one of its
 * own. Who has it does not end it: that is for the transaction to do.
 */
final class JoiningDataSource {

  private static final Set<String> OF_THE_TRANSACTION =
      Set.of("close", "commit", "rollback", "setAutoCommit");

  private static final ThreadLocal<Shared> SHARED = new ThreadLocal<>();

  private record Shared(DataSource source, Connection connection) {}

  private JoiningDataSource() {}

  static DataSource of(DataSource others) {
    return Delegation.proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Shared shared = SHARED.get();
          return shared != null
                  && shared.source() == others
                  && method.getName().equals("getConnection")
              ? kept(shared.connection())
              : Delegation.call(others, method, arguments);
        });
  }

  /**
   * Makes one transaction of all that the work does on this thread with {@link #of} this data
   * source.
   *
   * @throws DatabaseAwayException when the connection fails
   */
  static <T> T together(DataSource source, Supplier<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      SHARED.set(new Shared(source, connection));
      boolean done = false;
      try {
        T result = work.get();
        connection.commit();
        done = true;
        return result;
      } finally {
        SHARED.remove();
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseAwayException(e);
    }
  }

  private static Connection kept(Connection connection) {
    return Delegation.proxy(
        Connection.class,
        (self, method, arguments) ->
            OF_THE_TRANSACTION.contains(method.getName())
                ? null
                : Delegation.call(connection, method, arguments));
  }
}
