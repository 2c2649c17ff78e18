package org.periplus.api.exchange;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The connection of a request. Servlets have no way to close it at once; by their own ways Payara
 * and WildFly end an answer that is not whole as if it were, or put the next one into it.
 */
final class ClientConnection {

  private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

  private static final List<String> PAYARA =
      List.of(
          "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getConnection", "terminateSilently");

  private static final List<String> WILDFLY = List.of("getExchange", "getConnection", "close");

  private ClientConnection() {}

  /** Closes it, without sending what waits. On other servers nothing is done. */
  static void close(ServletRequest request) {
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper wrapper) {
      own = wrapper.getRequest();
    }
    boolean undertow = own.getClass().getName().startsWith("io.undertow.");
    Object at = own;
    try {
      for (String method : undertow ? WILDFLY : PAYARA) {
        at = at.getClass().getMethod(method).invoke(at);
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "A connection whose client does not read cannot be closed: {0}", e);
    }
  }
}
