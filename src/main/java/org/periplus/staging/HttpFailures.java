package org.periplus.staging;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What goes wrong with HTTP, in words. */
final class HttpFailures {

  private HttpFailures() {}

  /** The reason when another attempt is of no use; empty for a connection that broke. */
  static Optional<String> lasting(Throwable failure, Duration responseTimeout) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof Transfer.TooLargeException) {
        return Optional.of(e.getMessage());
      }
      if (e instanceof Transfer.DiskException) {
        return Optional.of(e.getMessage());
      }
      if (e instanceof UnresolvedAddressException) {
        return Optional.of("the host name is unknown");
      }
      if (e instanceof SSLException) {
        return Optional.of("no secure connection: " + e.getMessage());
      }
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return Optional.of("the server does not accept connections");
    }
    if (failure instanceof ConnectException) {
      return Optional.of("connection refused");
    }
    return failure instanceof HttpTimeoutException
        ? Optional.of("no answer within " + responseTimeout.toSeconds() + " s")
        : Optional.empty();
  }

  /** A status that is neither success nor redirect. */
  static String status(int status) {
    return "the server answered "
        + status
        + switch (status) {
          case 401 -> " (it wants a login)";
          case 403 -> " (forbidden)";
          case 404 -> " (not found)";
          case 410 -> " (gone)";
          case 429 -> " (too many requests)";
          case 503 -> " (unavailable)";
          default -> "";
        };
  }
}
