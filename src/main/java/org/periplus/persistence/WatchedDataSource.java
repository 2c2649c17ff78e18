package org.periplus.persistence;

import java.lang.reflect.InvocationHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.periplus.configuration.CrashPoint;

/** Counts the commits of changes, with a {@link CrashPoint} before and after each; for tests. */
final class WatchedDataSource {

  private WatchedDataSource() {}

  /** The data source itself, unless commits are counted or crash points are watched. */
  static DataSource of(DataSource pool, Optional<Runnable> committed) {
    return CrashPoint.watched() || committed.isPresent()
        ? Delegation.proxy(
            DataSource.class,
            (self, method, arguments) -> {
              Object result = Delegation.call(pool, method, arguments);
              return result instanceof Connection connection
                  ? watched(connection, committed.orElse(() -> {}))
                  : result;
            })
        : pool;
  }

  private static Connection watched(Connection connection, Runnable committed) {
    Changes changes = new Changes(connection, committed);
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
    private final Runnable committed;
    private boolean open;

    Changes(Connection connection, Runnable committed) {
      this.connection = connection;
      this.committed = committed;
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

    private Object between(Call commit) throws Throwable {
      CrashPoint.reached("before a commit");
      Object result = commit.make();
      committed.run();
      CrashPoint.reached("after a commit");
      return result;
    }
  }
}
