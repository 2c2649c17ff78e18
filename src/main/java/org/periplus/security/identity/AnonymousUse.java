package org.periplus.security.identity;

import java.util.Locale;
import java.util.Optional;

/** What those may do who do not say who they are. */
public enum AnonymousUse {
  NONE(null),
  READ(Role.READER),
  EXECUTE(Role.EXECUTOR),
  ALL(Role.OPERATOR);

  private final Role role;

  AnonymousUse(Role role) {
    this.role = role;
  }

  /**
   * Reads one; MicroProfile Config finds this method by its name.
   *
   * @throws IllegalArgumentException if there is no such use
   */
  public static AnonymousUse of(String text) {
    for (AnonymousUse use : values()) {
      if (use.toString().equals(text.strip())) {
        return use;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is none of the uses none, read, execute and all");
  }

  /** The role that it gives; empty for none. */
  public Optional<Role> role() {
    return Optional.ofNullable(role);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
