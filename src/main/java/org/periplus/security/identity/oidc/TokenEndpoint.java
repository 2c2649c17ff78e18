package org.periplus.security.identity.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an issuer gives its client tokens for grants: RFC 6749, 3.2. Threads share it. */
public record TokenEndpoint(Issuer issuer) {

  private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

  /**
   * The tokens for a grant; empty when the issuer takes it no longer.
   *
   * @throws ProviderAwayException if it does not say
   */
  public Optional<OIDCTokens> tokens(AuthorizationGrant grant) {
    return tokens(grant, List.of());
  }

  /**
   * The same.
   *
   * @param scopes what the tokens shall be for; empty for what the issuer thinks
   */
  public Optional<OIDCTokens> tokens(AuthorizationGrant grant, List<String> scopes) {
    try {
      HTTPResponse answer = issuer.requests().send(request(grant, scopes));
      TokenResponse read = OIDCTokenResponseParser.parse(answer);
      if (read instanceof OIDCTokenResponse tokens) {
        return Optional.of(tokens.getOIDCTokens());
      }
      ErrorObject error = read.toErrorResponse().getErrorObject();
      if (OAuth2Error.INVALID_GRANT.equals(error)) {
        LOG.info("{} refuses: {}", name(), error.getDescription());
        return Optional.empty();
      }
      throw new ProviderAwayException(
          "%s answers %s: %s".formatted(name(), error.getCode(), error.getDescription()));
    } catch (ParseException e) {
      throw new ProviderAwayException(name() + " gives no tokens: " + e.getMessage());
    }
  }

  private TokenRequest request(AuthorizationGrant grant, List<String> scopes) {
    ProviderDescription provider = issuer.description();
    IssuerClient client = issuer.configuration().client().orElseThrow();
    URI at =
        provider
            .token()
            .orElseThrow(() -> new ProviderAwayException(name() + " describes no token_endpoint"));
    TokenRequest.Builder request =
        ProviderRequests.authentication(client, provider)
            .map(authentication -> new TokenRequest.Builder(at, authentication, grant))
            .orElseGet(() -> new TokenRequest.Builder(at, new ClientID(client.id()), grant));
    return (scopes.isEmpty() ? request : request.scope(new Scope(scopes.toArray(String[]::new))))
        .build();
  }

  private String name() {
    return "The issuer " + issuer.configuration().name();
  }
}
