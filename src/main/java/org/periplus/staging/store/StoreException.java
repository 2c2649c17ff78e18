package org.periplus.staging.store;

import java.io.IOException;

/** The result store cannot do what it should; the message says why and holds no secret. */
public class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
