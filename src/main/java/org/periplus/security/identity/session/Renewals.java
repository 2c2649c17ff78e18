package org.periplus.security.identity.session;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.periplus.configuration.Service;
import org.periplus.security.identity.oidc.OidcConfiguration;
import org.periplus.security.identity.oidc.ProviderAwayException;
import org.periplus.security.identity.oidc.login.Evidence;
import org.periplus.security.identity.oidc.login.Logins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers again what they say of those who are logged in: a role that was taken away counts
 * no longer. Of all servers and requests one asks, since many providers take a refresh token once.
 * Threads share it.
 */
@Service
public class Renewals {

  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

  /** How often it is looked whether another server has its answer. */
  private static final int LOOK_MILLIS = 50;

  private final SessionStore store;
  private final SealedEvidence seal;
  private final Logins logins;
  private final Duration interval;
  private final Duration longest;
  private final Duration pause;
  private final Clock clock;

  /** Requests of one session come one after the other; others mostly do not meet. */
  private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(64).toList();

  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

  @Inject
  public Renewals(
      SessionStore store,
      SealedEvidence seal,
      Logins logins,
      SessionConfiguration sessions,
      OidcConfiguration oidc) {
    this(store, seal, logins, sessions, oidc, Clock.tickMillis(ZoneOffset.UTC));
  }

  Renewals(
      SessionStore store,
      SealedEvidence seal,
      Logins logins,
      SessionConfiguration sessions,
      OidcConfiguration oidc,
      Clock clock) {
    this.store = store;
    this.seal = seal;
    this.logins = logins;
    this.interval = sessions.renewal();
    this.longest = oidc.timeout().multipliedBy(3); // description, keys, tokens
    this.pause = oidc.retryDelay();
    this.clock = clock;
  }

  /**
   * What a session's provider says, asked again if that is due; empty when it says nothing any
   * more, and then the session is deleted.
   *
   * @throws SessionUncheckedException if it is due, and the provider is away
   */
  Optional<Evidence> upToDate(SessionRow row) {
    if (isFresh(row)) {
      return Optional.of(seal.open(row.id(), row.sealed()));
    }
    ReentrantLock lock = locks.get(Math.floorMod(row.id().hashCode(), locks.size()));
    lock.lock();
    try {
      return renewed(row.id());
    } finally {
      lock.unlock();
    }
  }

  private boolean isFresh(SessionRow row) {
    return row.checked().plus(interval).isAfter(clock.instant());
  }

  private Optional<Evidence> renewed(String id) {
    Instant end = clock.instant().plus(longest);
    while (true) {
      Optional<SessionRow> row = store.find(id);
      if (row.isEmpty()) {
        return Optional.empty();
      }
      if (isFresh(row.get())) {
        return Optional.of(seal.open(id, row.get().sealed()));
      }
      Instant now = clock.instant();
      if (!row.get().isRenewing(now) && store.claim(row.get(), now, longest)) {
        return ask(row.get());
      }
      if (now.isAfter(end) || !awaitOther()) {
        throw unchecked();
      }
    }
  }

  /** Another server asks; nothing says when it is done but the row. */
  private static boolean awaitOther() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<Evidence> ask(SessionRow row) {
    String id = row.id();
    boolean done = false;
    try {
      Evidence before = seal.open(id, row.sealed());
      Optional<Evidence> now = asked(before);
      if (now.isPresent()) {
        store.renewed(id, seal.seal(id, now.get()), clock.instant());
      } else {
        LOG.info("A session of {} ends: it says nothing more of its user", before.issuer());
        store.delete(id);
      }
      done = true;
      return now;
    } finally {
      if (!done) {
        store.release(id);
      }
    }
  }

  /** A provider that did not answer just now is not asked by each request. */
  private Optional<Evidence> asked(Evidence before) {
    String issuer = before.issuer();
    if (pauses.getOrDefault(issuer, Instant.MIN).isAfter(clock.instant())) {
      throw unchecked();
    }
    try {
      return logins.renew(before);
    } catch (ProviderAwayException e) {
      pauses.put(issuer, clock.instant().plus(pause));
      LOG.warn("The issuer {} cannot be asked about its users: {}", issuer, e.getMessage());
      throw unchecked();
    }
  }

  private static SessionUncheckedException unchecked() {
    return new SessionUncheckedException(
        "What you may cannot be checked now, since your identity provider does not answer. Please"
            + " try again.");
  }
}
