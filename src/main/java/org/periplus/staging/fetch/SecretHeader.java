package org.periplus.staging.fetch;

import java.net.URI;
import java.util.function.Predicate;

/**
 * A header whose value lets in who sends it.
 *
 * @param servers which URLs are asked with it; no other is, also after a redirect
 */
public record SecretHeader(String name, String value, Predicate<URI> servers) {

  /** Without the value. */
  @Override
  public String toString() {
    return name;
  }
}
