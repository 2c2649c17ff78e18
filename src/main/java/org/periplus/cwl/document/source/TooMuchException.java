package org.periplus.cwl.document.source;

/** A document costs more than reading one may; ends the reading. */
final class TooMuchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooMuchException(String message) {
    super(message);
  }
}
