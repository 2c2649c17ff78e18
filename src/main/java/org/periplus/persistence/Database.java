package org.periplus.persistence;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.Service;

/**
 * The application's database: a pool of its own, brought up to date when it is opened. One for the
 * whole server; all threads share it, the batch's own threads too, which is why transactions are
 * local to the connection and not JTA's. Works without CDI through its constructor.
 */
@Service
public class Database implements AutoCloseable {

  /** The transaction that all work of the thread with its database takes part in. */
  private static final ThreadLocal<Joined> JOINED = new ThreadLocal<>();

  static {
    // H2's cache of texts, meant for short ones, would keep requests as long as there is memory.
    System.setProperty("h2.objectCache", System.getProperty("h2.objectCache", "false"));
  }

  private record Joined(
      Database database, EntityManager entityManager, List<Runnable> afterwards) {}

  private final HikariDataSource pool;
  private final DataSource dataSource;
  private final DataSource joining;
  private final Schema schema;

  private volatile EntityManagerFactory entityManagers;
  private final DatabaseOutages outages = new DatabaseOutages();

  /**
   * Connects, migrates the schema, and starts JPA; with a database that does not answer now, that
   * is done when it is next asked and does.
   *
   * @throws RuntimeException if the database refuses this server, or if its schema is newer than
   *     this program
   */
  @Inject
  public Database(DatabaseConfiguration configuration, DataDirectory data) {
    this(configuration, data, Optional.empty());
  }

  /**
   * The same, which counts.
   *
   * @param committed is told of each commit that changed anything, by the thread that made it
   */
  public Database(
      DatabaseConfiguration configuration, DataDirectory data, Optional<Runnable> committed) {
    this(configuration, data, committed, Schema.migrated());
  }

  Database(
      DatabaseConfiguration configuration,
      DataDirectory data,
      Optional<Runnable> committed,
      Schema schema) {
    this.schema = schema;
    pool = ConnectionPool.of(configuration, data);
    dataSource = WatchedDataSource.of(pool, committed);
    joining = JoiningDataSource.of(dataSource);
    try {
      if (embedded()) {
        openEmbedded();
      } else {
        open();
      }
    } catch (RuntimeException e) {
      if (embedded() || !DatabaseOutages.isAway(e)) {
        pool.close();
        throw new IllegalStateException(
            "The database at " + pool.getJdbcUrl() + " cannot be used: " + DatabaseOutages.cause(e),
            e);
      }
      DatabaseOutages.warnOfStart(pool.getJdbcUrl(), e);
    }
  }

  /**
   * Does what is left to do before the database can be used; nothing when it was done.
   *
   * @throws DatabaseAwayException when the database does not answer
   */
  public void open() {
    if (entityManagers == null) {
      requireConnection();
      openFirst();
    }
  }

  private void openEmbedded() {
    try (Connection unused = ConnectionPool.patient(pool)) {
      open();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void openFirst() {
    if (entityManagers == null) {
      synchronized (outages) {
        if (entityManagers == null) {
          entityManagers = schema.open(pool, joining);
        }
      }
    }
  }

  /**
   * For those that speak JDBC: the batch repository and the health check. Within {@link
   * #inOneTransaction} its connections are that transaction's.
   */
  public DataSource dataSource() {
    return joining;
  }

  /** Whether it is H2 in this process or in this server's files: no other server has it. */
  public boolean embedded() {
    return ConnectionPool.isEmbedded(pool);
  }

  /** How work with the database meets its outages. */
  public DatabaseOutages outages() {
    return outages;
  }

  /**
   * Runs the work in one transaction: commits what it did, or rolls back when it throws.
   *
   * @throws DatabaseAwayException when the database does not answer; see {@link DatabaseOutages}
   */
  public <T> T inTransaction(Function<EntityManager, T> work) {
    EntityManager joined = joined();
    if (joined != null) {
      return work.apply(joined);
    }
    return outages.through(
        () -> {
          requireConnection();
          openFirst();
          return transaction(work);
        });
  }

  /** JPA tries a query again with long pauses when there is no connection: who waits hears now. */
  private void requireConnection() {
    try (Connection connection = dataSource.getConnection()) {
      connection.getAutoCommit(); // The pool has seen to it that it works.
    } catch (SQLException e) {
      throw new DatabaseAwayException(e);
    }
  }

  private <T> T transaction(Function<EntityManager, T> work) {
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      EntityTransaction transaction = entityManager.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(entityManager);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  /** The transaction that the thread's work with this database is part of; null for none. */
  private EntityManager joined() {
    Joined joined = JOINED.get();
    return joined != null && joined.database() == this ? joined.entityManager() : null;
  }

  /**
   * Makes one transaction of all that the work does with this database on this thread, also of what
   * it does by {@link #dataSource}: a server that dies leaves all of it or nothing.
   *
   * @throws DatabaseAwayException when the database does not answer; see {@link DatabaseOutages}
   */
  public <T> T inOneTransaction(Supplier<T> work) {
    if (joined() != null) {
      return work.get();
    }
    List<Runnable> afterwards = new ArrayList<>();
    T result =
        outages.through(
            () -> {
              afterwards.clear();
              return onOneConnection(work, afterwards);
            });
    afterwards.forEach(Runnable::run);
    return result;
  }

  /**
   * Within {@link #inOneTransaction} sends what was changed to the database, before its commit; the
   * transaction's entities are detached.
   */
  void send() {
    EntityManager joined = joined();
    if (joined != null) {
      joined.flush();
      joined.clear();
    }
  }

  /** Does something once what this thread has changed can be seen: now, or after its commit. */
  public void afterCommit(Runnable action) {
    if (joined() != null) {
      JOINED.get().afterwards().add(action);
    } else {
      action.run();
    }
  }

  /** JPA takes the connection that is shared, too: no provider's own way to its connection. */
  private <T> T onOneConnection(Supplier<T> work, List<Runnable> afterwards) {
    openFirst();
    return JoiningDataSource.together(
        dataSource,
        () ->
            transaction(
                entityManager -> joined(new Joined(this, entityManager, afterwards), work)));
  }

  private <T> T joined(Joined transaction, Supplier<T> work) {
    JOINED.set(transaction);
    try {
      return outages.within(work);
    } finally {
      JOINED.remove();
    }
  }

  /** Like {@link #inTransaction}, for work without a result. */
  public void transact(Consumer<EntityManager> work) {
    inTransaction(
        entityManager -> {
          work.accept(entityManager);
          return null;
        });
  }

  /**
   * Runs queries without a transaction; what they return is detached.
   *
   * @throws DatabaseAwayException when the database does not answer; see {@link DatabaseOutages}
   */
  public <T> T read(Function<EntityManager, T> queries) {
    EntityManager joined = joined();
    if (joined != null) {
      return queries.apply(joined);
    }
    return outages.through(
        () -> {
          requireConnection();
          openFirst();
          try (EntityManager entityManager = entityManagers.createEntityManager()) {
            return queries.apply(entityManager);
          }
        });
  }

  void openWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object event) {
    // Being called is enough: the database is open before the first request.
  }

  /** Closes all connections. */
  @Override
  @PreDestroy
  public void close() {
    outages.close();
    if (entityManagers != null && entityManagers.isOpen()) {
      entityManagers.close();
    }
    pool.close();
  }
}
