package org.periplus.security.identity.oidc.login;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.SessionID;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.configuration.Service;
import org.periplus.security.identity.oidc.Claims;
import org.periplus.security.identity.oidc.Issuer;
import org.periplus.security.identity.oidc.IssuerClient;
import org.periplus.security.identity.oidc.IssuerConfiguration;
import org.periplus.security.identity.oidc.Issuers;
import org.periplus.security.identity.oidc.ProviderAwayException;
import org.periplus.security.identity.oidc.TokenEndpoint;

/**
 * Has users log in at their provider: OpenID Connect Core 1.0, 3.1, with PKCE (RFC 7636). It keeps
 * nothing of them. Threads share it.
 */
@Service
public class Logins {

  private final Issuers issuers;
  private final Clock clock;

  @Inject
  public Logins(Issuers issuers) {
    this(issuers, Clock.systemUTC());
  }

  public Logins(Issuers issuers, Clock clock) {
    this.issuers = issuers;
    this.clock = clock;
  }

  /** Where users can log in, by the names that the configuration gives. */
  public List<String> providers() {
    return issuers.all().stream()
        .map(Issuer::configuration)
        .filter(IssuerConfiguration::logsIn)
        .map(IssuerConfiguration::name)
        .toList();
  }

  /**
   * A login that begins.
   *
   * @param authorization where the user logs in
   */
  public record Begun(URI authorization, PendingLogin pending) {}

  /**
   * Begins a login.
   *
   * @param provider one of {@link #providers}
   * @param callback where the provider sends the user back
   * @param returnTo the path to which the user goes afterwards
   * @throws ProviderAwayException if the provider does not describe itself now
   */
  public Begun begin(String provider, URI callback, String returnTo) {
    Issuer issuer = require(provider);
    IssuerClient client = issuer.configuration().client().orElseThrow();
    URI endpoint =
        issuer
            .description()
            .authorization()
            .orElseThrow(
                () ->
                    new ProviderAwayException(
                        "The issuer " + provider + " describes no authorization_endpoint"));
    State state = new State();
    Nonce nonce = new Nonce();
    CodeVerifier verifier = new CodeVerifier();
    AuthenticationRequest request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(client.scopes().toArray(String[]::new)),
                new ClientID(client.id()),
                callback)
            .endpointURI(endpoint)
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .build();
    return new Begun(
        request.toURI(),
        new PendingLogin(
            provider,
            state.getValue(),
            nonce.getValue(),
            verifier.getValue(),
            returnTo,
            clock.instant()));
  }

  /**
   * Completes a login.
   *
   * @param callback as it was begun with
   * @param answer the parameters with which the provider sent the user back
   * @throws LoginRefusedException if they prove nothing
   * @throws ProviderAwayException if the provider cannot be asked now
   */
  public Evidence complete(PendingLogin pending, URI callback, Map<String, String> answer) {
    Issuer issuer = require(pending.issuer());
    if (!new State(pending.state()).equals(state(answer))) {
      throw new LoginRefusedException(
          "This answer of an identity provider is not to the login that this browser began.");
    }
    requireFrom(issuer, answer);
    if (answer.containsKey("error") || answer.getOrDefault("code", "").isBlank()) {
      throw new LoginRefusedException(
          "The identity provider did not log you in: "
              + answer.getOrDefault("error", "no code").replaceAll("[^a-z_ ]", "?")
              + ".");
    }
    ProviderTokens provider = new ProviderTokens(issuer);
    OIDCTokens tokens =
        new TokenEndpoint(issuer)
            .tokens(
                new AuthorizationCodeGrant(
                    new AuthorizationCode(answer.get("code")),
                    callback,
                    new CodeVerifier(pending.verifier())))
            .orElseThrow(
                () ->
                    new LoginRefusedException(
                        "The identity provider takes this login no longer. Please log in again."));
    IDTokenClaimsSet said = provider.said(tokens.getIDToken(), new Nonce(pending.nonce()));
    return new Evidence(
        pending.issuer(),
        claims(
            said.toJSONObject(),
            provider.said(tokens.getAccessToken(), said.getSubject().getValue())),
        Optional.ofNullable(said.getSessionID()).map(SessionID::getValue),
        tokens.getIDTokenString(),
        refreshToken(tokens),
        issuer.description().endSession());
  }

  private static State state(Map<String, String> answer) {
    return answer.getOrDefault("state", "").isBlank() ? null : new State(answer.get("state"));
  }

  /** RFC 9207: an answer is of the provider that was asked. */
  private static void requireFrom(Issuer issuer, Map<String, String> answer) {
    String named = answer.get("iss");
    boolean mustName = issuer.description().namesItself();
    if (named == null ? mustName : !named.equals(issuer.configuration().url())) {
      throw new LoginRefusedException(
          "This answer is not of the identity provider that was asked.");
    }
  }

  /**
   * Asks the provider again what it says of somebody; empty when it says nothing of them any more.
   *
   * @throws ProviderAwayException if it cannot be asked now
   */
  public Optional<Evidence> renew(Evidence before) {
    Optional<Issuer> issuer = issuers.ofLogins(before.issuer());
    if (issuer.isEmpty() || before.refreshToken().isEmpty()) {
      return Optional.empty();
    }
    ProviderTokens provider = new ProviderTokens(issuer.get());
    Optional<OIDCTokens> tokens =
        new TokenEndpoint(issuer.get())
            .tokens(new RefreshTokenGrant(new RefreshToken(before.refreshToken().get())));
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    try {
      return evidence(provider, before, tokens.get());
    } catch (LoginRefusedException e) {
      return Optional.empty();
    }
  }

  /** An access token alone says something new only if it is one for this server. */
  private static Optional<Evidence> evidence(
      ProviderTokens provider, Evidence before, OIDCTokens tokens) {
    boolean hasNew = tokens.getIDToken() != null;
    Map<String, Object> ofIdToken =
        hasNew ? provider.said(tokens.getIDToken(), null).toJSONObject() : earlier(before);
    Optional<Map<String, Object>> ofAccessToken =
        provider.said(tokens.getAccessToken(), ofIdToken.get("sub"));
    if (!before.claims().text("sub").equals(Optional.ofNullable(ofIdToken.get("sub")))
        || (!hasNew && ofAccessToken.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence(
            before.issuer(),
            claims(ofIdToken, ofAccessToken),
            before.providerSession(),
            hasNew ? tokens.getIDTokenString() : before.idToken(),
            refreshToken(tokens).or(before::refreshToken),
            before.endSession()));
  }

  private static Map<String, Object> earlier(Evidence before) {
    try {
      return JWTParser.parse(before.idToken()).getJWTClaimsSet().toJSONObject();
    } catch (ParseException e) {
      throw new IllegalStateException("What was parsed when it came is no JWT", e);
    }
  }

  private static Claims claims(
      Map<String, Object> ofIdToken, Optional<Map<String, Object>> ofAccessToken) {
    Map<String, Object> all = new TreeMap<>(ofIdToken);
    ofAccessToken.ifPresent(all::putAll);
    return new Claims(all);
  }

  /**
   * Where somebody logs out at their provider: OpenID Connect RP-Initiated Logout 1.0.
   *
   * @param afterwards where the provider sends them then
   */
  public Optional<URI> logout(Evidence evidence, URI afterwards) {
    return evidence
        .endSession()
        .map(
            at -> {
              try {
                return new LogoutRequest(at, JWTParser.parse(evidence.idToken()), afterwards, null)
                    .toURI();
              } catch (ParseException e) {
                return at; // it was parsed when it came
              }
            });
  }

  private static Optional<String> refreshToken(OIDCTokens tokens) {
    return Optional.ofNullable(tokens.getRefreshToken()).map(RefreshToken::getValue);
  }

  private Issuer require(String provider) {
    return issuers
        .ofLogins(provider)
        .orElseThrow(() -> new LoginRefusedException("Nobody logs in at '" + provider + "'."));
  }
}
