package org.periplus.staging;

import java.io.IOException;

/** The result store cannot do what it should; the message says why and holds no secret. */
public class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
