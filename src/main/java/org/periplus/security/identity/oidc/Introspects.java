package org.periplus.security.identity.oidc;

import java.util.Locale;

/** Which tokens an issuer is asked about. */
public enum Introspects {
  /** None: tokens are checked here, by its keys. */
  NONE,
  /** Those that say nothing themselves. */
  OPAQUE,
  /** All, so that those that it has taken back count no longer. */
  ALL;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if there is no such choice
   */
  static Introspects of(String text) {
    for (Introspects one : values()) {
      if (one.toString().equals(text.strip())) {
        return one;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is none of none, opaque and all");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
