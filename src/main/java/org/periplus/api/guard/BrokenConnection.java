package org.periplus.api.guard;

import java.io.IOException;
import java.util.Arrays;
import org.periplus.api.exchange.ClientGoneException;

/** A client that left before its answer, or did not read it: no failure of the server. */
public final class BrokenConnection {

  private static final String CONNECTOR_OF_PAYARA = "org.glassfish.grizzly.";
  private static final int FRAMES = 12;

  private BrokenConnection() {}

  /** Whether the connector could not write or read, or failed over a connection that was closed. */
  public static boolean is(Throwable thrown) {
    Throwable root = thrown;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root instanceof ClientGoneException
        || ((root instanceof IOException || root instanceof IndexOutOfBoundsException)
            && Arrays.stream(root.getStackTrace())
                .limit(FRAMES)
                .anyMatch(frame -> frame.getClassName().startsWith(CONNECTOR_OF_PAYARA)));
  }
}
