package org.periplus.job;

/** The server is being stopped and starts no more jobs; another one, or its next start, will. */
public final class ServerStopsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ServerStopsException() {
    super("The server is being stopped and takes no more jobs. Please try again.");
  }
}
