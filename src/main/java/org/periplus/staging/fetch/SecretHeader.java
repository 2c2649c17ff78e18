package org.periplus.staging.fetch;

import java.net.URI;
import java.util.function.Predicate;

/**
 * A header whose value lets in who sends it.
 *
 * @param servers which URLs are asked with it; no other is, also after a redirect
 */
public record SecretHeader(String name, Value value, Predicate<URI> servers) {

  /** Gives a value that lets in now. */
  @FunctionalInterface
  public interface Value {

    /**
     * Gives one.
     *
     * @throws FetchException when none can be had
     */
    String now() throws FetchException;
  }

  /** Without the value. */
  @Override
  public String toString() {
    return name;
  }
}
