package org.periplus.persistence;

import java.lang.reflect.InvocationHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;
import org.periplus.configuration.CrashPoint;

/** Makes a {@link CrashPoint} before and after each commit of a change; for tests. */
final class WatchedDataSource {

  private WatchedDataSource() {}

  /** The data source itself, unless crash points are watched. */
  static DataSource of(DataSource pool) {
    return CrashPoint.watched()
        ? Delegation.proxy(
            DataSource.class,
            (self, method, arguments) -> {
              Object result = Delegation.call(pool, method, arguments);
              return result instanceof Connection connection ? watched(connection) : result;
            })
        : pool;
  }

  private static Connection watched(Connection connection) {
    Changes changes = new Changes(connection);
    return Delegation.proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("commit")) {
            return changes.committed(() -> Delegation.call(connection, method, arguments));
          }
          Object result = Delegation.call(connection, method, arguments);
          return result instanceof Statement statement ? watched(statement, changes) : result;
        });
  }

  private static Statement watched(Statement statement, Changes changes) {
    InvocationHandler handler =
        (self, method, arguments) ->
            method.getName().startsWith("execute") && !method.getName().equals("executeQuery")
                ? changes.made(() -> Delegation.call(statement, method, arguments))
                : Delegation.call(statement, method, arguments);
    return statement instanceof PreparedStatement
        ? Delegation.proxy(PreparedStatement.class, handler)
        : Delegation.proxy(Statement.class, handler);
  }

  private interface Call {
    Object make() throws Throwable;
  }

  /** Whether there is anything to commit. For one thread, as its connection is. */
  private static final class Changes {
    private final Connection connection;
    private boolean open;

    Changes(Connection connection) {
      this.connection = connection;
    }

    Object made(Call change) throws Throwable {
      if (connection.getAutoCommit()) {
        return between(change);
      }
      Object result = change.make();
      open |= !Integer.valueOf(0).equals(result);
      return result;
    }

    Object committed(Call commit) throws Throwable {
      if (!open) {
        return commit.make();
      }
      open = false;
      return between(commit);
    }

    private static Object between(Call commit) throws Throwable {
      CrashPoint.reached("before a commit");
      Object result = commit.make();
      CrashPoint.reached("after a commit");
      return result;
    }
  }
}
