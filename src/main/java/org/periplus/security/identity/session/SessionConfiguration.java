package org.periplus.security.identity.session;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long users of pages stay logged in.
 *
 * @param idle after what time without a request a session ends
 * @param lifetime after what time it ends in any case
 * @param renewal after what time the provider is asked again what it says of the user
 * @param login how long a login at the provider may take
 * @param most how many sessions there are; beyond, those end that were not used for longest
 * @param mostOfAccount how many of one account
 */
@Dependent
public record SessionConfiguration(
    @ConfigProperty(name = PREFIX + "idle-timeout", defaultValue = "PT2H") Duration idle,
    @ConfigProperty(name = PREFIX + "lifetime", defaultValue = "PT12H") Duration lifetime,
    @ConfigProperty(name = PREFIX + "renew-interval", defaultValue = "PT5M") Duration renewal,
    @ConfigProperty(name = PREFIX + "login-timeout", defaultValue = "PT10M") Duration login,
    @ConfigProperty(name = PREFIX + "max", defaultValue = "10000") int most,
    @ConfigProperty(name = PREFIX + "max-by-account", defaultValue = "20") int mostOfAccount) {

  private static final String PREFIX = "periplus.security.sessions.";

  @Inject
  public SessionConfiguration {}

  /** The defaults. */
  public static SessionConfiguration defaults() {
    return new SessionConfiguration(
        Duration.ofHours(2),
        Duration.ofHours(12),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        10_000,
        20);
  }
}
