package org.periplus.security.identity.oidc.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.util.Map;
import java.util.Optional;
import org.periplus.security.identity.oidc.Issuer;
import org.periplus.security.identity.oidc.ProviderAwayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the tokens that a provider gives. Threads share it. */
record ProviderTokens(Issuer issuer) {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderTokens.class);

  /**
   * What an ID token says: OpenID Connect Core 1.0, 3.1.3.7.
   *
   * @param nonce what it must repeat; null for one that is not of a login
   * @throws LoginRefusedException if it proves nothing
   * @throws ProviderAwayException if it cannot be checked now
   */
  IDTokenClaimsSet said(JWT idToken, Nonce nonce) {
    if (idToken == null) {
      throw new ProviderAwayException(name() + " gives no ID token; its scopes need 'openid'");
    }
    IDTokenValidator validator =
        new IDTokenValidator(
            new com.nimbusds.oauth2.sdk.id.Issuer(issuer.configuration().url()),
            new ClientID(issuer.configuration().client().orElseThrow().id()),
            issuer.keySelector(),
            null);
    validator.setMaxClockSkew((int) issuer.configuration().clockSkew().toSeconds());
    try {
      return validator.validate(idToken, nonce);
    } catch (BadJOSEException e) {
      LOG.warn("An ID token of {} is refused: {}", name(), e.getMessage());
      throw new LoginRefusedException(
          "The identity provider's answer is refused: " + e.getMessage() + ".");
    } catch (JOSEException e) {
      throw new ProviderAwayException(e.getMessage());
    }
  }

  /**
   * What an access token says; empty when it would not count if the user sent it. Many providers
   * say roles in access tokens alone.
   *
   * @param subject of whom it must speak
   * @throws ProviderAwayException if it cannot be checked now
   */
  Optional<Map<String, Object>> said(AccessToken accessToken, Object subject) {
    try {
      JWT token = JWTParser.parse(accessToken.getValue());
      return Optional.of(issuer.claims(token).toJSONObject())
          .filter(said -> said.get("sub").equals(subject));
    } catch (java.text.ParseException | BadJOSEException e) {
      LOG.debug("The access token of {} is none for this server: {}", name(), e.getMessage());
      return Optional.empty();
    } catch (JOSEException e) {
      throw new ProviderAwayException(e.getMessage());
    }
  }

  private String name() {
    return "The issuer " + issuer.configuration().name();
  }
}
