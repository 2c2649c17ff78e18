package org.periplus.security.identity.oidc.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Optional;
import org.periplus.configuration.Service;
import org.periplus.security.identity.oidc.Issuer;
import org.periplus.security.identity.oidc.Issuers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With which a provider says that somebody has logged out: OpenID Connect Back-Channel Logout 1.0,
 * 2.4 to 2.6. Threads share it.
 */
@Service
public class LogoutTokens {

  private static final Logger LOG = LoggerFactory.getLogger(LogoutTokens.class);

  private final Issuers issuers;

  @Inject
  public LogoutTokens(Issuers issuers) {
    this.issuers = issuers;
  }

  /**
   * Who has logged out.
   *
   * @param issuer the URL of the provider
   * @param providerSession one of their sessions there; empty for all of them
   */
  public record LoggedOut(
      String issuer, Optional<String> subject, Optional<String> providerSession) {}

  /**
   * What a token says.
   *
   * @param provider by the name that the configuration gives it
   * @throws LoginRefusedException if it proves nothing
   */
  public LoggedOut check(String provider, String token) {
    Issuer issuer =
        issuers
            .ofLogins(provider)
            .orElseThrow(() -> new LoginRefusedException("Nobody logs in at '" + provider + "'."));
    try {
      LogoutTokenClaimsSet said = validator(issuer).validate(JWTParser.parse(token));
      return new LoggedOut(
          issuer.configuration().url(),
          Optional.ofNullable(said.getSubject()).map(subject -> subject.getValue()),
          Optional.ofNullable(said.getSessionID()).map(session -> session.getValue()));
    } catch (ParseException e) {
      throw new LoginRefusedException("The logout token is refused: it is no JWT.");
    } catch (BadJOSEException e) {
      throw new LoginRefusedException("The logout token is refused: " + e.getMessage() + ".");
    } catch (JOSEException e) {
      LOG.warn("A logout token of the issuer {} cannot be checked: {}", provider, e.getMessage());
      throw new LoginRefusedException("The logout token cannot be checked now.");
    }
  }

  private static LogoutTokenValidator validator(Issuer issuer) {
    LogoutTokenValidator validator =
        new LogoutTokenValidator(
            new com.nimbusds.oauth2.sdk.id.Issuer(issuer.configuration().url()),
            new ClientID(issuer.configuration().client().orElseThrow().id()),
            false, // many providers give them the type of all others; events tell them
            issuer.keySelector(),
            null);
    validator.setMaxClockSkew((int) issuer.configuration().clockSkew().toSeconds());
    return validator;
  }
}
