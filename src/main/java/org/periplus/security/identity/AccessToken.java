package org.periplus.security.identity;

/**
 * The token with which somebody asks. Immutable.
 *
 * @param value what lets in who has it
 */
public record AccessToken(String value) {

  /** Without the value. */
  @Override
  public String toString() {
    return "a token";
  }
}
