package org.periplus.staging;

import java.io.IOException;

/** The job may not fetch so much. */
final class TooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  TooLargeException(ByteBudget budget) {
    super(budget.describe());
  }
}
