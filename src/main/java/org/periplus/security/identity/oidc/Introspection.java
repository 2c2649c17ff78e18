package org.periplus.security.identity.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.periplus.configuration.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an issuer what a token is: RFC 7662. Answers are kept for a short time, under the digests of
 * the tokens and a limited number of them, those about tokens that are none too. Threads share it.
 */
final class Introspection {

  private static final Logger LOG = LoggerFactory.getLogger(Introspection.class);

  private record Answer(Optional<Claims> claims, long until) {}

  private final Issuer issuer;
  private final OidcConfiguration configuration;
  private final LongSupplier nanoTime;
  private final Map<String, Answer> answers;

  private volatile Optional<Long> failedAt = Optional.empty();

  Introspection(Issuer issuer, OidcConfiguration configuration, LongSupplier nanoTime) {
    this.issuer = issuer;
    this.configuration = configuration;
    this.nanoTime = nanoTime;
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > configuration.introspectionCacheSize();
          }
        };
  }

  /**
   * What the issuer says of a token; empty when it says nothing, or nothing that counts here.
   *
   * @throws ProviderAwayException if it cannot be asked now
   */
  Optional<Claims> claims(String token) {
    String digest = Sha256.hex(token);
    long now = nanoTime.getAsLong();
    synchronized (answers) {
      Answer known = answers.get(digest);
      if (known != null && known.until() - now > 0) {
        return known.claims();
      }
    }
    if (failedAt.isPresent() && now - failedAt.get() < configuration.retryDelay().toNanos()) {
      throw new ProviderAwayException("The issuer " + name() + " did not answer just now.");
    }
    try {
      Answer answer = ask(token);
      failedAt = Optional.empty();
      synchronized (answers) {
        answers.put(digest, answer);
      }
      return answer.claims();
    } catch (ProviderAwayException e) {
      failedAt = Optional.of(nanoTime.getAsLong());
      LOG.warn("The issuer {} cannot be asked about tokens: {}", name(), e.getMessage());
      throw e;
    }
  }

  private Answer ask(String token) {
    ProviderDescription provider = issuer.description();
    URI at =
        provider
            .introspection()
            .orElseThrow(() -> new ProviderAwayException("it describes no introspection_endpoint"));
    IssuerClient client = issuer.configuration().client().orElseThrow();
    HTTPResponse response =
        issuer
            .requests()
            .send(
                new TokenIntrospectionRequest(
                    at,
                    ProviderRequests.authentication(client, provider).orElseThrow(),
                    new BearerAccessToken(token)));
    try {
      TokenIntrospectionResponse read = TokenIntrospectionResponse.parse(response);
      if (!read.indicatesSuccess()) {
        // It does not take us for its client: no word about the token.
        throw new ProviderAwayException("it answered with status " + response.getStatusCode());
      }
      return answer(read.toSuccessResponse());
    } catch (ParseException e) {
      throw new ProviderAwayException("its answer is none of RFC 7662", e);
    }
  }

  private Answer answer(TokenIntrospectionSuccessResponse said) {
    Duration kept = configuration.introspectionLifetime();
    boolean counts = said.isActive() && isOurs(said) && isNow(said);
    if (counts && said.getExpirationTime() != null) {
      Duration left =
          Duration.between(
              Instant.now(),
              said.getExpirationTime().toInstant().plus(issuer.configuration().clockSkew()));
      kept = left.compareTo(kept) < 0 ? left : kept;
    }
    return new Answer(
        counts ? Optional.of(new Claims(said.getParameters())) : Optional.empty(),
        nanoTime.getAsLong() + kept.toNanos());
  }

  /** Without an audience a token for any other application of the issuer would do here. */
  private boolean isOurs(TokenIntrospectionSuccessResponse said) {
    IssuerConfiguration expected = issuer.configuration();
    boolean isIssuers =
        said.getIssuer() == null || said.getIssuer().getValue().equals(expected.url());
    return isIssuers
        && said.getAudience() != null
        && said.getAudience().stream()
            .anyMatch(one -> expected.audience().contains(one.getValue()));
  }

  private boolean isNow(TokenIntrospectionSuccessResponse said) {
    Instant now = Instant.now();
    Duration skew = issuer.configuration().clockSkew();
    Date end = said.getExpirationTime();
    Date begin = said.getNotBeforeTime();
    return (end == null || now.isBefore(end.toInstant().plus(skew)))
        && (begin == null || !now.isBefore(begin.toInstant().minus(skew)));
  }

  private String name() {
    return issuer.configuration().name();
  }
}
