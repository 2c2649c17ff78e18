package org.periplus.api.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which web pages of other origins may use the API from a browser.
 *
 * @param origins the origins, such as {@code https://maps.example.org}, or {@code *} for any,
 *     separated by commas (Payara injects no optional lists)
 * @param credentials whether pages of the origins that are named may send cookies and passwords
 * @param maxAge how long a browser may keep the answer to the question before a request
 */
@Dependent
public record CorsConfiguration(
    @ConfigProperty(name = "periplus.http.cors.origins") Optional<String> origins,
    @ConfigProperty(name = "periplus.http.cors.credentials", defaultValue = "false")
        boolean credentials,
    @ConfigProperty(name = "periplus.http.cors.max-age", defaultValue = "PT1H") Duration maxAge) {

  @Inject
  public CorsConfiguration {}

  private static final String ANY = "*";

  /** Whether pages of this origin may use the API. */
  public boolean allows(String origin) {
    return names(origin) || names(ANY);
  }

  /** What {@code Access-Control-Allow-Origin} says to an origin that is allowed. */
  String allowed(String origin) {
    return names(origin) ? origin : ANY;
  }

  /** Whether an origin may send credentials: never one that {@code *} stands for. */
  boolean allowsCredentials(String origin) {
    return credentials && names(origin);
  }

  private boolean names(String origin) {
    return origins.isPresent() && List.of(origins.get().split("\\s*,\\s*", -1)).contains(origin);
  }
}
