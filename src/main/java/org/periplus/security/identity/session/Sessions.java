package org.periplus.security.identity.session;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.periplus.configuration.Service;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.oidc.CallerRules;
import org.periplus.security.identity.oidc.Issuer;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.login.Evidence;
import org.periplus.security.identity.oidc.login.LogoutTokens.LoggedOut;
import org.periplus.security.secret.SealException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is logged in: what browsers have, and what that stands for. Threads share it. */
@Service
public class Sessions {

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /** How much of the time that a session may rest passes before it is noted that it did not. */
  private static final int PART_OF_IDLE = 20;

  private final SessionStore store;
  private final SealedEvidence seal;
  private final Renewals renewals;
  private final Issuers issuers;
  private final CallerRules rules;
  private final SessionConfiguration configuration;
  private final Clock clock;

  @Inject
  public Sessions(
      SessionStore store,
      SealedEvidence seal,
      Renewals renewals,
      Issuers issuers,
      CallerRules rules,
      SessionConfiguration configuration) {
    this(store, seal, renewals, issuers, rules, configuration, Clock.tickMillis(ZoneOffset.UTC));
  }

  Sessions(
      SessionStore store,
      SealedEvidence seal,
      Renewals renewals,
      Issuers issuers,
      CallerRules rules,
      SessionConfiguration configuration,
      Clock clock) {
    this.store = store;
    this.seal = seal;
    this.renewals = renewals;
    this.issuers = issuers;
    this.rules = rules;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * A session that has begun.
   *
   * @param secret what the browser gets
   * @param account whose it is
   */
  public record Begun(String secret, Account account) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "a session of " + account.name();
    }
  }

  /**
   * Begins a session, with a secret that nobody had before; an earlier one of the same browser
   * ends.
   *
   * @return empty when the provider named nobody
   */
  public Optional<Begun> begin(Evidence evidence, Optional<String> earlier) {
    earlier.ifPresent(this::end);
    return issuer(evidence)
        .flatMap(issuer -> rules.caller(issuer, evidence.claims()))
        .flatMap(Caller::account)
        .map(
            account -> {
              String secret = SessionDigests.newSecret();
              String id = SessionDigests.of(secret);
              String whose = SessionDigests.of(account.issuer(), account.subject());
              store.add(
                  new SessionRow(
                      id,
                      whose,
                      evidence
                          .providerSession()
                          .map(sid -> SessionDigests.of(account.issuer(), sid))
                          .orElse(null),
                      clock.instant(),
                      seal.seal(id, evidence)));
              LOG.info("{} has logged in at {}", account.name(), evidence.issuer());
              return new Begun(secret, account);
            });
  }

  /**
   * The session that a browser's secret stands for; empty when there is none, or none any more.
   *
   * @throws SessionUncheckedException if the provider had to be asked again, and is away
   */
  public Optional<Session> find(String secret) {
    Optional<SessionRow> row = row(secret);
    Instant now = clock.instant();
    row.filter(one -> one.used().plus(configuration.idle().dividedBy(PART_OF_IDLE)).isBefore(now))
        .ifPresent(one -> store.used(one.id(), now));
    return row.flatMap(one -> session(secret, one, renewals::upToDate));
  }

  /** The same for who is only told something: that keeps no session from its end. */
  public Optional<Session> findAtRest(String secret) {
    return row(secret).flatMap(one -> session(secret, one, renewals::upToDate));
  }

  /** The same as its provider last said, for who wants to end it: also while that is away. */
  public Optional<Session> findAsItWas(String secret) {
    return row(secret)
        .flatMap(
            row -> session(secret, row, one -> Optional.of(seal.open(one.id(), one.sealed()))));
  }

  private Optional<SessionRow> row(String secret) {
    Instant now = clock.instant();
    return store.find(SessionDigests.of(secret)).filter(found -> !isOver(found, now));
  }

  private Optional<Session> session(
      String secret, SessionRow row, Function<SessionRow, Optional<Evidence>> evidence) {
    try {
      return evidence
          .apply(row)
          .flatMap(
              said ->
                  issuer(said)
                      .flatMap(issuer -> rules.caller(issuer, said.claims()))
                      .map(caller -> new Session(secret, caller, said)));
    } catch (SealException e) {
      LOG.warn("A session ends, since it was sealed with another key");
      store.delete(row.id());
      return Optional.empty();
    }
  }

  private boolean isOver(SessionRow row, Instant now) {
    return !row.used().plus(configuration.idle()).isAfter(now)
        || !row.created().plus(configuration.lifetime()).isAfter(now);
  }

  /** Ends the session of a browser. */
  public void end(String secret) {
    store.delete(SessionDigests.of(secret));
  }

  /** Ends the sessions of somebody who has logged out at their provider. */
  public void end(LoggedOut who) {
    int ended =
        who.providerSession()
            .map(sid -> store.deleteOfProvider(SessionDigests.of(who.issuer(), sid)))
            .or(
                () ->
                    who.subject()
                        .map(
                            subject ->
                                store.deleteOfAccount(SessionDigests.of(who.issuer(), subject))))
            .orElse(0);
    LOG.info("{} sessions were ended by {}", ended, who.issuer());
  }

  /** Deletes those whose time is over. */
  public void forgetOld() {
    store.deleteOld(clock.instant());
  }

  /** Of what the configuration no longer has nobody is. */
  private Optional<Issuer> issuer(Evidence evidence) {
    return issuers.ofLogins(evidence.issuer());
  }
}
