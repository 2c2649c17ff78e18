package org.periplus.security.identity.oidc.exchange;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.periplus.configuration.Service;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.oidc.Issuer;
import org.periplus.security.identity.oidc.IssuerClient;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.ProviderAwayException;
import org.periplus.security.identity.oidc.TokenEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the tokens of users for such as the servers take that the configuration names. Threads
 * share it.
 */
@Service
public class TokenExchanges {

  private static final Logger LOG = LoggerFactory.getLogger(TokenExchanges.class);

  private final List<ExchangeConfiguration> all;
  private final Issuers issuers;

  /**
   * @throws IllegalArgumentException if an exchange is not described as it should be
   */
  @Inject
  public TokenExchanges(Config config, Issuers issuers) {
    this(
        ExchangeConfiguration.all(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class)),
        issuers);
  }

  /** With exchanges that no configuration file names. */
  public TokenExchanges(List<ExchangeConfiguration> all, Issuers issuers) {
    this.all = List.copyOf(all);
    this.issuers = issuers;
    all.forEach(this::check);
  }

  private void check(ExchangeConfiguration exchange) {
    String key = ExchangeConfiguration.PREFIX + exchange.name();
    boolean hasClient =
        issuers
            .named(exchange.issuer())
            .flatMap(issuer -> issuer.configuration().client())
            .flatMap(IssuerClient::secret)
            .isPresent();
    if (!hasClient) {
      throw new IllegalArgumentException(
          key
              + ".issuer is '"
              + exchange.issuer()
              + "', which is no issuer with a client-id and a client-secret.");
    }
    if (exchange.isUnprotected()) {
      LOG.warn("{}.origins has servers that are not asked by https: tokens can be read.", key);
    }
  }

  /** Those that concern a user of a tenant. */
  List<ExchangeConfiguration> of(String tenant, Account user) {
    return all.stream()
        .filter(exchange -> exchange.isOf(tenant))
        .filter(
            exchange ->
                issuers
                    .named(exchange.issuer())
                    .filter(issuer -> issuer.configuration().url().equals(user.issuer()))
                    .isPresent())
        .toList();
  }

  /**
   * Exchanges a user's token for one by which tokens can be had for some time, whatever becomes of
   * the first; empty when no exchange concerns the user.
   *
   * @throws ExchangeFailedException if their provider gives none
   */
  public Optional<AccessToken> kept(String tenant, Account user, AccessToken token)
      throws ExchangeFailedException {
    List<ExchangeConfiguration> concerned = of(tenant, user);
    if (concerned.isEmpty()) {
      return Optional.empty();
    }
    OIDCTokens tokens =
        exchanged(
            issuer(concerned.get(0)),
            token,
            TokenTypeURI.REFRESH_TOKEN,
            Optional.empty(),
            List.of());
    return Optional.of(
        new AccessToken(
            Optional.ofNullable(tokens.getRefreshToken())
                .map(RefreshToken::getValue)
                .orElseThrow(
                    () ->
                        new ExchangeFailedException(
                            "the identity provider gives no refresh token", false))));
  }

  /**
   * The tokens of a user for the servers that are concerned.
   *
   * @param keeping what {@link #kept} gave, and where a new one is kept
   */
  public UserTokens tokens(String tenant, Account user, Keeping keeping) {
    return new UserTokens(this, tenant, user, keeping);
  }

  Issuer issuer(ExchangeConfiguration exchange) {
    return issuers.named(exchange.issuer()).orElseThrow();
  }

  /** RFC 8693, 2.1. */
  static OIDCTokens exchanged(
      Issuer issuer,
      AccessToken token,
      TokenTypeURI wanted,
      Optional<String> audience,
      List<String> scopes)
      throws ExchangeFailedException {
    return asked(
        issuer,
        new TokenExchangeGrant(
            new BearerAccessToken(token.value()),
            TokenTypeURI.ACCESS_TOKEN,
            null,
            null,
            wanted,
            audience.map(com.nimbusds.oauth2.sdk.id.Audience::new).map(List::of).orElse(null)),
        scopes);
  }

  /** What the issuer gives for a grant. Why it gives nothing is for the log alone. */
  static OIDCTokens asked(
      Issuer issuer, com.nimbusds.oauth2.sdk.AuthorizationGrant grant, List<String> scopes)
      throws ExchangeFailedException {
    try {
      return new TokenEndpoint(issuer)
          .tokens(grant, scopes)
          .orElseThrow(
              () ->
                  new ExchangeFailedException(
                      "your login at the identity provider counts no longer; log in and restart"
                          + " the job",
                      false));
    } catch (ProviderAwayException e) {
      LOG.warn("A token of a user cannot be exchanged: {}", e.getMessage());
      throw new ExchangeFailedException("the identity provider gives no token for it", true);
    }
  }
}
