package org.periplus.security.proxy;

/** A request that the proxy answers itself, with a sentence for who asked. */
final class RefusedRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedRequestException(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  RefusedRequestException(int status, String message) {
    this(status, message, null);
  }

  int status() {
    return status;
  }
}
