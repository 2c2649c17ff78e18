package org.periplus.staging.fetch;

import java.io.IOException;

/** The job may not fetch so much. */
public final class TooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  public TooLargeException(ByteBudget budget) {
    super(budget.describe());
  }
}
