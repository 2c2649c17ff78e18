package org.periplus.staging;

/** What is wrong with an output, told by code that does not know the output's name. */
final class UnfitOutputException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitOutputException(String reason) {
    super(reason);
  }
}
