package org.periplus.security.identity.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, kept for some time, and asked for again when a token names one that is not
 * among them; but not more often than once in an interval, whatever tokens name. While the issuer
 * is away the keys that it had are gone on with. Threads share it.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  /** How the keys are got. */
  @FunctionalInterface
  interface Source {
    /**
     * Asks for them.
     *
     * @throws RuntimeException if they cannot be had, with the reason
     */
    JWKSet fetch();
  }

  private record Snapshot(JWKSet keys, long at) {}

  private final String issuer;
  private final Source source;
  private final OidcConfiguration configuration;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();

  private volatile Optional<Snapshot> snapshot = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();

  /** Until when nobody asks. Changed by the thread that holds the lock. */
  private long pauseUntil;

  IssuerKeys(String issuer, Source source, OidcConfiguration configuration, LongSupplier nanoTime) {
    this.issuer = issuer;
    this.source = source;
    this.configuration = configuration;
    this.nanoTime = nanoTime;
    this.pauseUntil = nanoTime.getAsLong();
  }

  /**
   * The keys that fit.
   *
   * @throws KeySourceException if there are no keys at all, since the issuer is away
   */
  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    refreshWhenOld();
    List<JWK> found = known(selector);
    if (found.isEmpty()) {
      asking.lock(); // who is asking already may bring it
      try {
        found = known(selector);
        if (found.isEmpty() && ask()) {
          found = known(selector);
        }
      } finally {
        asking.unlock();
      }
    }
    if (usable().isEmpty()) {
      throw new KeySourceException("The keys of the issuer " + issuer + " cannot be had now.");
    }
    return found;
  }

  /** Why the issuer could not be asked the last time, if that is so. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether tokens can be checked; asks for the keys when there are none. */
  boolean areThere() {
    if (usable().isEmpty() && asking.tryLock()) {
      try {
        ask();
      } finally {
        asking.unlock();
      }
    }
    return usable().isPresent();
  }

  /** One thread asks; others go on with what there is. */
  private void refreshWhenOld() {
    if (snapshot.filter(known -> isOlder(known, configuration.keysLifetime())).isPresent()
        && asking.tryLock()) {
      try {
        ask();
      } finally {
        asking.unlock();
      }
    }
  }

  private List<JWK> known(JWKSelector selector) {
    return usable().map(known -> selector.select(known.keys())).orElse(List.of());
  }

  private Optional<Snapshot> usable() {
    return snapshot.filter(known -> !isOlder(known, configuration.maxOutage()));
  }

  private boolean isOlder(Snapshot known, Duration age) {
    return nanoTime.getAsLong() - known.at() >= age.toNanos();
  }

  /** Asks the issuer, if it may be asked now. */
  private boolean ask() {
    long now = nanoTime.getAsLong();
    if (now - pauseUntil < 0) {
      return false;
    }
    try {
      snapshot = Optional.of(new Snapshot(source.fetch(), now));
      failure = Optional.empty();
      pauseUntil = now + configuration.refreshInterval().toNanos();
      return true;
    } catch (RuntimeException e) {
      failure = Optional.of(e.getMessage());
      LOG.warn("The keys of the issuer {} cannot be had: {}", issuer, e.getMessage());
      Duration pause =
          usable().isEmpty() ? configuration.retryDelay() : configuration.refreshInterval();
      pauseUntil = now + pause.toNanos();
      return false;
    }
  }
}
