package org.periplus.cwl.expression;

import java.io.Serial;

/**
 * An evaluation needs more than it may have. It passes through the interpreter, so that no script
 * can catch it.
 */
final class LimitExceeded extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  LimitExceeded(String message) {
    super(message, null, false, false);
  }
}
