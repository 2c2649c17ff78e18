package org.periplus.api.exchange;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long, and how often at once, this server waits for clients that send or read nothing.
 *
 * @param clientTimeout for how long a client may take nothing of an answer, or send nothing of a
 *     body; zero for any time
 * @param stalledAfter an exchange whose client does nothing for this long is stalled
 * @param most how many may be stalled at once; zero for any number
 */
@Dependent
public record StalledConfiguration(
    @ConfigProperty(name = "periplus.http.client-timeout", defaultValue = "PT30S")
        Duration clientTimeout,
    @ConfigProperty(name = "periplus.http.limits.stalled-after", defaultValue = "PT0.5S")
        Duration stalledAfter,
    @ConfigProperty(name = "periplus.http.limits.stalled", defaultValue = "100") int most) {

  @Inject
  public StalledConfiguration {}
}
