package org.periplus.persistence;

import jakarta.persistence.EntityManager;
import java.sql.Connection;

/**
 * The connection of a transaction of JPA, for statements whose failure must not end it. Jakarta
 * Persistence has no way to it: EclipseLink unwraps it, and of Hibernate, which WildFly has, it is
 * asked by reflection, since its classes are not there on other servers.
 */
public final class TransactionConnection {

  private static final String HIBERNATE = "org.hibernate.";

  private TransactionConnection() {}

  /** The connection that the entity manager's transaction holds; it is not closed. */
  public static Connection of(EntityManager jpa) {
    Object session = jpa.getDelegate();
    if (!session.getClass().getName().startsWith(HIBERNATE)) {
      return jpa.unwrap(Connection.class);
    }
    try {
      Object coordinator = asked(session, "getJdbcCoordinator");
      Object logical = asked(coordinator, "getLogicalConnection");
      return (Connection) asked(logical, "getPhysicalConnection");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This version of Hibernate keeps its connection elsewhere", e);
    }
  }

  private static Object asked(Object of, String method) throws ReflectiveOperationException {
    return of.getClass().getMethod(method).invoke(of);
  }
}
