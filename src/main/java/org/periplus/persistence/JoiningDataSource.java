package org.periplus.persistence;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Gives the connection of the transaction that a thread is in, to work that asks for one of its
 * own. Who has it does not end it: that is for the transaction to do.
 */
final class JoiningDataSource {

  private JoiningDataSource() {}

  /**
   * @param transaction that of the calling thread; null for none, and another connection
   */
  static DataSource of(DataSource others, Supplier<EntityManager> transaction) {
    return Delegation.proxy(
        DataSource.class,
        (self, method, arguments) -> {
          EntityManager joined = transaction.get();
          return joined != null && method.getName().equals("getConnection")
              ? kept(joined.unwrap(Connection.class))
              : Delegation.call(others, method, arguments);
        });
  }

  private static Connection kept(Connection connection) {
    return Delegation.proxy(
        Connection.class,
        (self, method, arguments) ->
            method.getName().equals("close")
                ? null
                : Delegation.call(connection, method, arguments));
  }
}
