package org.periplus.staging.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.periplus.staging.file.DiskException;

/** What goes wrong between two servers, in words. */
final class ConnectionFailure {

  private ConnectionFailure() {}

  /**
   * What to throw for a failure that another attempt would meet again.
   *
   * @throws TransientException for one that it may not
   */
  static FetchException lasting(
      Reference reference, IOException e, Transfer transfer, StageInConfiguration configuration)
      throws TransientException {
    if (e instanceof TooLargeException || e instanceof DiskException) {
      return new FetchException(reference, e.getMessage());
    }
    if (e instanceof UnknownHostException) {
      return new FetchException(reference, "the host name is unknown");
    }
    if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
      return new FetchException(reference, "no secure connection: " + e.getMessage());
    }
    throw new TransientException(describe(e, transfer, configuration));
  }

  private static String describe(
      IOException e, Transfer transfer, StageInConfiguration configuration) {
    if (e instanceof ConnectTimeoutException) {
      return "the server does not accept connections";
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    if (e instanceof SocketTimeoutException) {
      return (transfer.received() > 0 ? "nothing arrived for " : "no answer within ")
          + configuration.idleTimeout().toSeconds()
          + " s";
    }
    String announced = transfer.announced() < 0 ? "" : " of " + transfer.announced();
    String reason = e instanceof SSLException ? " (" + e.getMessage() + ")" : "";
    return "the connection broke after " + transfer.received() + announced + " bytes" + reason;
  }
}
