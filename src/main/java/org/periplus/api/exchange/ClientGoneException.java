package org.periplus.api.exchange;

import java.io.IOException;

/** The client has left, or was left because it stalled: no failure of the server. */
public final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ClientGoneException() {
    super(
        "The client has gone, or its connection was closed since it neither sent nor took"
            + " anything.");
  }
}
