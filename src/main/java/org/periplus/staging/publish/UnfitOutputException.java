package org.periplus.staging.publish;

/** What is wrong with an output, told by code that does not know the output's name. */
public final class UnfitOutputException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnfitOutputException(String reason) {
    super(reason);
  }
}
