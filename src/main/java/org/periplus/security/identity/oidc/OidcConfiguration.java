package org.periplus.security.identity.oidc;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.security.EgressConfiguration;

/**
 * How issuers are asked, and tokens bounded.
 *
 * @param allow which servers may be asked for the keys of issuers, written like {@code
 *     periplus.egress.allow}, which counts when this says nothing
 * @param timeout how long an issuer may take to answer
 * @param maxTokenSize how many bytes a token may have
 * @param keysLifetime after what time the keys of an issuer are asked for again
 * @param refreshInterval how often they are asked for at most, whatever tokens name
 * @param retryDelay how often at most while there are none
 * @param maxOutage how long keys are gone on with while their issuer is away
 * @param introspectionLifetime how long an issuer's answer about a token counts
 * @param introspectionCacheSize how many such answers are kept, of each issuer
 */
@Dependent
public record OidcConfiguration(
    @ConfigProperty(name = ALLOW) Optional<String> allow,
    @ConfigProperty(name = PREFIX + "timeout", defaultValue = "PT5S") Duration timeout,
    @ConfigProperty(name = PREFIX + "max-token-size", defaultValue = "8 KiB") DataSize maxTokenSize,
    @ConfigProperty(name = PREFIX + "keys.lifetime", defaultValue = "PT5M") Duration keysLifetime,
    @ConfigProperty(name = PREFIX + "keys.refresh-interval", defaultValue = "PT1M")
        Duration refreshInterval,
    @ConfigProperty(name = PREFIX + "keys.retry-delay", defaultValue = "PT5S") Duration retryDelay,
    @ConfigProperty(name = PREFIX + "keys.max-outage", defaultValue = "P1D") Duration maxOutage,
    @ConfigProperty(name = PREFIX + "introspection.lifetime", defaultValue = "PT30S")
        Duration introspectionLifetime,
    @ConfigProperty(name = PREFIX + "introspection.cache-size", defaultValue = "10000")
        int introspectionCacheSize) {

  static final String PREFIX = "periplus.security.oidc.";
  static final String ALLOW = PREFIX + "allow";

  @Inject
  public OidcConfiguration {}

  /** The defaults. */
  public static OidcConfiguration defaults() {
    return new OidcConfiguration(
        Optional.empty(),
        Duration.ofSeconds(5),
        DataSize.of("8 KiB"),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        Duration.ofDays(1),
        Duration.ofSeconds(30),
        10_000);
  }

  /** What may be asked for the keys of issuers. */
  EgressConfiguration egress(EgressConfiguration usual) {
    return new EgressConfiguration(
        allow.map(entries -> List.of(entries.strip().split("\\s*,\\s*"))).orElse(usual.allow()),
        usual.deny(),
        usual.maxDocumentSize(),
        timeout);
  }
}
