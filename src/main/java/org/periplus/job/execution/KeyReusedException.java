package org.periplus.job.execution;

/** A client's key stands for another request. */
public final class KeyReusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public KeyReusedException() {
    super(
        "The Idempotency-Key was sent with another request before. Send a new key with a new"
            + " request.");
  }
}
