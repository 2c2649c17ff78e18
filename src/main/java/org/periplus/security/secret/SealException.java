package org.periplus.security.secret;

/** A secret cannot be sealed or opened; the message is a sentence that shows nothing of it. */
public final class SealException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SealException(String message, Throwable cause) {
    super(message, cause);
  }
}
