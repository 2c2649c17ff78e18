package org.periplus.process.builtin;

/** A value is not what a schema asks for. */
class MismatchException extends Exception {

  private static final long serialVersionUID = 1L;

  MismatchException(String message) {
    super(message);
  }
}
