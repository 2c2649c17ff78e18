package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.periplus.security.Egress;

/** An issuer, and what its tokens must be. Threads share it. */
public final class Issuer {

  private final IssuerConfiguration configuration;
  private final IssuerDocuments documents;
  private final IssuerKeys keys;
  private final ProviderRequests requests;
  private final Introspection introspection;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  Issuer(
      IssuerConfiguration configuration,
      OidcConfiguration oidc,
      Egress egress,
      LongSupplier nanoTime) {
    this.configuration = configuration;
    this.documents = new IssuerDocuments(configuration, egress, oidc, nanoTime);
    this.keys = new IssuerKeys(configuration.name(), documents, oidc, nanoTime);
    this.requests = new ProviderRequests(egress);
    this.introspection = new Introspection(this, oidc, nanoTime);
    // RFC 9068 gives access tokens a type of their own; most issuers do not.
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(keySelector());
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            configuration.audience(),
            new JWTClaimsSet.Builder().issuer(configuration.url()).build(),
            Set.of("sub", "exp"),
            Set.of());
    claims.setMaxClockSkew((int) configuration.clockSkew().toSeconds());
    processor.setJWTClaimsSetVerifier(claims);
  }

  public IssuerConfiguration configuration() {
    return configuration;
  }

  IssuerKeys keys() {
    return keys;
  }

  Introspection introspection() {
    return introspection;
  }

  /** What its signatures are checked with. */
  public JWSKeySelector<SecurityContext> keySelector() {
    return new JWSVerificationKeySelector<>(configuration.algorithms(), keys);
  }

  /**
   * Where it can be asked for what.
   *
   * @throws ProviderAwayException if it does not say so now
   */
  public ProviderDescription description() {
    return documents.description();
  }

  /** The way to ask it. */
  public ProviderRequests requests() {
    return requests;
  }

  /**
   * What an access token says, after all of it was checked.
   *
   * @throws BadJOSEException if it proves nothing
   * @throws JOSEException if it cannot be checked now
   */
  public JWTClaimsSet claims(JWT token) throws BadJOSEException, JOSEException {
    return processor.process(token, null);
  }

  /** A scope that is asked for and that the token does not have. */
  Optional<String> missingScope(Claims claims) {
    return configuration.scopes().stream()
        .filter(scope -> !claims.has("scope", scope) && !claims.has("scp", scope))
        .findFirst();
  }
}
