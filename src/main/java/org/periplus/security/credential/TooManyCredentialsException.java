package org.periplus.security.credential;

/** Somebody has as many secrets as may be. */
public final class TooManyCredentialsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyCredentialsException(int most) {
    super(
        "There are %d secrets already, as many as may be (periplus.secrets.named.max-count). Delete"
                .formatted(most)
            + " some.");
  }
}
