package org.periplus.security.identity.oidc.exchange;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.Account;

/**
 * The tokens with which servers are asked for a user. They are had when they are needed, and anew
 * before they expire. Threads share it: of several that need one, one asks.
 */
public final class UserTokens {

  /** So much of a token's time is left when another takes its place. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private record Held(AccessToken token, long until) {}

  private final TokenExchanges exchanges;
  private final List<ExchangeConfiguration> concerned;
  private final String scope;
  private final Keeping keeping;
  private final Map<String, Held> held = new HashMap<>();

  UserTokens(TokenExchanges exchanges, String tenant, Account user, Keeping keeping) {
    this.exchanges = exchanges;
    this.concerned = exchanges.of(tenant, user);
    this.scope = String.join("\n", "exchange", tenant, user.issuer(), user.subject());
    this.keeping = keeping;
  }

  private UserTokens() {
    exchanges = null;
    concerned = List.of();
    scope = "";
    keeping = null;
  }

  /** None, for nobody's jobs. */
  public static UserTokens none() {
    return new UserTokens();
  }

  /** The exchange for the server of a URL. */
  public Optional<ExchangeConfiguration> exchange(URI url) {
    return concerned.stream().filter(exchange -> exchange.isFor(url)).findFirst();
  }

  /** Whose what comes with a token is: it is not shown to others. */
  public String scope() {
    return scope;
  }

  /**
   * A token that counts now.
   *
   * @throws ExchangeFailedException if there is none
   */
  public synchronized String token(ExchangeConfiguration exchange) throws ExchangeFailedException {
    Held known = held.get(exchange.name());
    if (known == null || known.until() - System.nanoTime() <= 0) {
      known = exchanged(exchange);
      held.put(exchange.name(), known);
    }
    return known.token().value();
  }

  private Held exchanged(ExchangeConfiguration exchange) throws ExchangeFailedException {
    AccessToken kept =
        keeping
            .current()
            .orElseThrow(
                () ->
                    new ExchangeFailedException(
                        "it is asked with a token of the job's owner, and there is none; restart"
                            + " the job with a bearer token of yours",
                        false));
    OIDCTokens own =
        TokenExchanges.asked(
            exchanges.issuer(exchange),
            new RefreshTokenGrant(new RefreshToken(kept.value())),
            List.of());
    Optional.ofNullable(own.getRefreshToken())
        .map(other -> new AccessToken(other.getValue()))
        .filter(other -> !other.equals(kept))
        .ifPresent(keeping::replace);
    OIDCTokens tokens =
        TokenExchanges.exchanged(
            exchanges.issuer(exchange),
            new AccessToken(own.getAccessToken().getValue()),
            TokenTypeURI.ACCESS_TOKEN,
            exchange.audience(),
            exchange.scopes());
    return held(tokens);
  }

  private static Held held(OIDCTokens tokens) {
    Duration lifetime = Duration.ofSeconds(Math.max(0, tokens.getAccessToken().getLifetime()));
    Duration used = lifetime.minus(MARGIN);
    Duration half = lifetime.dividedBy(2);
    return new Held(
        new AccessToken(tokens.getAccessToken().getValue()),
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos((used.compareTo(half) > 0 ? used : half).toMillis()));
  }
}
