package org.periplus.security.audit;

import java.util.List;
import java.util.Locale;

/** What came of something that was asked for. */
public enum Outcome {
  SUCCEEDED,
  /** Whoever asked may not, may not now, or there is no such thing for them. */
  REFUSED,
  /** The request was wrong, or the server could not do it. */
  FAILED;

  /**
   * The statuses of refusals: no credentials, no right, nothing there for them, another host, too
   * many, too large a token.
   */
  static final List<Integer> REFUSALS = List.of(401, 403, 404, 421, 429, 431);

  static final int FIRST_ERROR = 400;

  static Outcome of(int status) {
    if (status < FIRST_ERROR) {
      return SUCCEEDED;
    }
    return REFUSALS.contains(status) ? REFUSED : FAILED;
  }

  /** Its name in questions and answers. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
