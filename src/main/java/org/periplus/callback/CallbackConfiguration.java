package org.periplus.callback;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.Backoff;

/**
 * How subscribers of jobs are told.
 *
 * @param secret what deliveries are signed with; without it they are not signed
 * @param attempts how often one delivery is tried
 * @param retryDelay how long to wait after the first failure, about; twice as long after each other
 * @param maxRetryDelay how long to wait at most
 * @param timeout how long a subscriber may take to connect, and then to answer
 * @param progressInterval how often progress is told at most
 * @param parallel how many deliveries are under way at once
 * @param takeoverInterval how often to look for what a server that died has left in the database
 */
@Dependent
public record CallbackConfiguration(
    @ConfigProperty(name = "periplus.callbacks.secret") Optional<String> secret,
    @ConfigProperty(name = "periplus.callbacks.attempts", defaultValue = "20") int attempts,
    @ConfigProperty(name = "periplus.callbacks.retry-delay", defaultValue = "PT5S")
        Duration retryDelay,
    @ConfigProperty(name = "periplus.callbacks.max-retry-delay", defaultValue = "PT1H")
        Duration maxRetryDelay,
    @ConfigProperty(name = "periplus.callbacks.timeout", defaultValue = "PT30S") Duration timeout,
    @ConfigProperty(name = "periplus.callbacks.progress-interval", defaultValue = "PT10S")
        Duration progressInterval,
    @ConfigProperty(name = "periplus.callbacks.parallel", defaultValue = "4") int parallel,
    @ConfigProperty(name = "periplus.callbacks.takeover-interval", defaultValue = "PT1M")
        Duration takeoverInterval) {

  /** A connection, an answer, and the time to make the body. */
  private static final int TIMEOUTS_OF_LEASE = 4;

  @Inject
  public CallbackConfiguration {}

  /** How long a delivery that is under way is nobody else's. */
  Duration lease() {
    return timeout.multipliedBy(TIMEOUTS_OF_LEASE);
  }

  /** The pauses between the attempts at one delivery. */
  Backoff backoff() {
    return new Backoff(retryDelay, maxRetryDelay);
  }
}
