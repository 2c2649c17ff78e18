package org.periplus.process.access;

import java.util.Locale;

/** Who sees a process, and so may execute it if their role allows it. */
public enum Visibility {
  /** Its owner, the groups with which they share it, and operators. */
  PRIVATE,
  /** All members of its tenant. */
  TENANT,
  /** Members of its tenant, and where the tenant has guests whoever has an account. */
  PUBLIC;

  /**
   * Reads one; MicroProfile Config finds this method by its name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Visibility of(String text) {
    for (Visibility visibility : values()) {
      if (visibility.toString().equals(text.strip())) {
        return visibility;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no visibility: there are private, tenant and public.");
  }

  /** Its name in configuration, requests and answers. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
