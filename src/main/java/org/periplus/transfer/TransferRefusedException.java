package org.periplus.transfer;

/**
 * What a container has left is not taken. The message is the predicate of a sentence for the user
 * about what it has left.
 */
public final class TransferRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  public TransferRefusedException(String message) {
    super(message);
  }
}
