package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Optional;
import java.util.Set;

/** An issuer, and what its tokens must be. Threads share it. */
final class Issuer {

  private final IssuerConfiguration configuration;
  private final IssuerKeys keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  Issuer(IssuerConfiguration configuration, IssuerKeys keys) {
    this.configuration = configuration;
    this.keys = keys;
    // RFC 9068 gives access tokens a type of their own; most issuers do not.
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(configuration.algorithms(), keys));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            configuration.audience(),
            new JWTClaimsSet.Builder().issuer(configuration.url()).build(),
            Set.of("sub", "exp"),
            Set.of());
    claims.setMaxClockSkew((int) configuration.clockSkew().toSeconds());
    processor.setJWTClaimsSetVerifier(claims);
  }

  IssuerConfiguration configuration() {
    return configuration;
  }

  IssuerKeys keys() {
    return keys;
  }

  /**
   * What a token says, after all of it was checked.
   *
   * @throws BadJOSEException if it proves nothing
   * @throws JOSEException if it cannot be checked now
   */
  JWTClaimsSet claims(JWT token) throws BadJOSEException, JOSEException {
    return processor.process(token, null);
  }

  /** A scope that is asked for and that the token does not have. */
  Optional<String> missingScope(Claims claims) {
    return configuration.scopes().stream()
        .filter(scope -> !claims.has("scope", scope) && !claims.has("scp", scope))
        .findFirst();
  }
}
