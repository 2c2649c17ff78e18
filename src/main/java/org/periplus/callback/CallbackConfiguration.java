package org.periplus.callback;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.Backoff;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.TenantKeys;

/**
 * How subscribers of jobs are told.
 *
 * @param secret what deliveries are signed with that subscribers know too; without it they are not
 *     signed so
 * @param ed25519 whether deliveries are signed with a key whose public half anybody may read
 * @param attempts how often one delivery is tried
 * @param retryDelay how long to wait after the first failure, about; twice as long after each other
 * @param maxRetryDelay how long to wait at most
 * @param timeout how long a subscriber may take to connect, and then to answer
 * @param progressInterval how often progress is told at most
 * @param parallel how many deliveries are under way at once
 * @param parallelByTenant how many of one tenant are
 * @param parallelByHost how many to one host and port are
 * @param maxRefusals after how many answers in a row that say that it is the client's fault (4xx)
 *     an address is given up
 * @param takeoverInterval how often to look for what a server that died has left in the database
 */
@Dependent
public record CallbackConfiguration(
    @ByTenant @ConfigProperty(name = SECRET) Optional<String> secret,
    @ByTenant @ConfigProperty(name = ED25519, defaultValue = "false") boolean ed25519,
    @ConfigProperty(name = "periplus.callbacks.attempts", defaultValue = "20") int attempts,
    @ConfigProperty(name = "periplus.callbacks.retry-delay", defaultValue = "PT5S")
        Duration retryDelay,
    @ConfigProperty(name = "periplus.callbacks.max-retry-delay", defaultValue = "PT1H")
        Duration maxRetryDelay,
    @ConfigProperty(name = "periplus.callbacks.timeout", defaultValue = "PT30S") Duration timeout,
    @ConfigProperty(name = "periplus.callbacks.progress-interval", defaultValue = "PT10S")
        Duration progressInterval,
    @ConfigProperty(name = "periplus.callbacks.parallel", defaultValue = "8") int parallel,
    @ConfigProperty(name = "periplus.callbacks.parallel-by-tenant", defaultValue = "4")
        int parallelByTenant,
    @ConfigProperty(name = "periplus.callbacks.parallel-by-host", defaultValue = "4")
        int parallelByHost,
    @ConfigProperty(name = "periplus.callbacks.max-refusals", defaultValue = "3") int maxRefusals,
    @ConfigProperty(name = "periplus.callbacks.takeover-interval", defaultValue = "PT1M")
        Duration takeoverInterval) {

  private static final String SECRET = "periplus.callbacks.secret";
  private static final String ED25519 = "periplus.callbacks.ed25519";

  /** A connection, an answer, and the time to make the body. */
  private static final int TIMEOUTS_OF_LEASE = 4;

  @Inject
  public CallbackConfiguration {}

  /** What holds for one tenant. */
  CallbackConfiguration of(String tenant, TenantKeys keys) {
    return new CallbackConfiguration(
        keys.find(tenant, SECRET, String.class).or(() -> secret),
        keys.find(tenant, ED25519, Boolean.class).orElse(ed25519),
        attempts,
        retryDelay,
        maxRetryDelay,
        timeout,
        progressInterval,
        parallel,
        parallelByTenant,
        parallelByHost,
        maxRefusals,
        takeoverInterval);
  }

  /** How long a delivery that is under way is nobody else's. */
  Duration lease() {
    return timeout.multipliedBy(TIMEOUTS_OF_LEASE);
  }

  /** The pauses between the attempts at one delivery. */
  Backoff backoff() {
    return new Backoff(retryDelay, maxRetryDelay);
  }
}
