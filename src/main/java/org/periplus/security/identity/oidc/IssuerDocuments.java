package org.periplus.security.identity.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.periplus.security.Egress;

/**
 * What an issuer publishes: OpenID Connect Discovery 1.0, section 4, and the keys that are named
 * there. Its description is kept for some time, and gone on with while the issuer is away. Threads
 * share it.
 */
final class IssuerDocuments implements IssuerKeys.Source {

  private static final String DESCRIPTION = "/.well-known/openid-configuration";

  private record Snapshot(ProviderDescription description, long at) {}

  private final IssuerConfiguration issuer;
  private final Egress egress;
  private final OidcConfiguration configuration;
  private final LongSupplier nanoTime;

  private volatile Optional<Snapshot> snapshot = Optional.empty();
  private volatile Optional<Long> failedAt = Optional.empty();

  IssuerDocuments(
      IssuerConfiguration issuer,
      Egress egress,
      OidcConfiguration configuration,
      LongSupplier nanoTime) {
    this.issuer = issuer;
    this.egress = egress;
    this.configuration = configuration;
    this.nanoTime = nanoTime;
  }

  /** Where the issuer describes itself. */
  static String description(IssuerConfiguration issuer) {
    return issuer.url().replaceFirst("/$", "") + DESCRIPTION;
  }

  @Override
  public JWKSet fetch() {
    URI keys =
        issuer
            .keys()
            .or(() -> asked().keys())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "What is at " + description(issuer) + " names no jwks_uri."));
    try {
      return JWKSet.parse(egress.text(keys));
    } catch (ParseException e) {
      throw new IllegalStateException("What is at " + keys + " is no set of keys.", e);
    }
  }

  /**
   * Where the issuer can be asked for what.
   *
   * @throws ProviderAwayException if it does not say so now, and has not for some time
   */
  ProviderDescription description() {
    Optional<Snapshot> known =
        snapshot.filter(one -> !isOlder(one.at(), configuration.maxOutage()));
    boolean isFresh = known.isPresent() && !isOlder(known.get().at(), configuration.keysLifetime());
    boolean mayAsk = failedAt.isEmpty() || isOlder(failedAt.get(), configuration.retryDelay());
    if (!isFresh && mayAsk) {
      try {
        return asked();
      } catch (RuntimeException e) {
        failedAt = Optional.of(nanoTime.getAsLong());
        if (known.isEmpty()) {
          throw new ProviderAwayException(e.getMessage(), e);
        }
      }
    }
    return known
        .map(Snapshot::description)
        .orElseThrow(
            () -> new ProviderAwayException("The issuer " + issuer.name() + " was away just now."));
  }

  private boolean isOlder(long then, Duration age) {
    return nanoTime.getAsLong() - then >= age.toNanos();
  }

  private ProviderDescription asked() {
    URI at = URI.create(description(issuer));
    try {
      Map<String, Object> document = JSONObjectUtils.parse(egress.text(at));
      String named = JSONObjectUtils.getString(document, "issuer");
      if (!issuer.url().equals(named)) {
        throw new IllegalStateException(
            "What is at "
                + at
                + " describes the issuer '"
                + named
                + "' and not '"
                + issuer.url()
                + "'.");
      }
      ProviderDescription described = ProviderDescription.of(document);
      snapshot = Optional.of(new Snapshot(described, nanoTime.getAsLong()));
      return described;
    } catch (ParseException e) {
      throw new IllegalStateException("What is at " + at + " describes no issuer.", e);
    }
  }
}
