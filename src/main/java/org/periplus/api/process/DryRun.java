package org.periplus.api.process;

import org.periplus.api.QueryParameters;

/**
 * The query parameter {@code dry-run}: whether a package is only read, with all that is wrong with
 * it, and nothing is deployed; an addition of ours.
 */
final class DryRun {

  static final String PARAMETER = "dry-run";

  private DryRun() {}

  /**
   * Reads it.
   *
   * @param value null when the request does not have it
   */
  static boolean of(String value) {
    if (value == null) {
      return false;
    }
    return switch (value) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw QueryParameters.refused(PARAMETER, value, "true or false");
    };
  }
}
