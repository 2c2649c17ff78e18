package org.periplus.security.quota;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How usage is counted.
 *
 * @param counted whether it is counted also where no quota bounds it
 * @param retention how long what was used in a day or month is kept
 * @param exchange how often servers with one database tell each other of requests
 * @param retryAfter after what time a client is told to try again whose results take the room that
 *     they may
 */
@Dependent
public record UsageConfiguration(
    @ConfigProperty(name = PREFIX + "counted", defaultValue = "false") boolean counted,
    @ConfigProperty(name = PREFIX + "retention", defaultValue = "P400D") Duration retention,
    @ConfigProperty(name = PREFIX + "exchange", defaultValue = "PT5S") Duration exchange,
    @ConfigProperty(name = PREFIX + "retry-after", defaultValue = "PT1H") Duration retryAfter) {

  private static final String PREFIX = "periplus.usage.";

  @Inject
  public UsageConfiguration {}
}
