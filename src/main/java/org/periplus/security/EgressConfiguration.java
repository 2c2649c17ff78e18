package org.periplus.security;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.ByTenant;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.Entries;
import org.periplus.configuration.TenantKeys;

/**
 * Which servers this one may ask, and for how much. An entry of the two lists is a host ({@code *}
 * stands for any characters), an address, or a range of addresses ({@code 10.0.0.0/8}).
 *
 * @param allow what may be asked; {@code *} alone stands for the public addresses, every other
 *     entry also for private ones
 * @param deny what is refused although it is allowed, separated by commas (Payara injects no
 *     optional lists); addresses of the local link always are
 * @param maxDocumentSize how large a document may be that is read into memory
 * @param timeout how long one request for a document may take
 */
@Dependent
public record EgressConfiguration(
    @ByTenant @ConfigProperty(name = ALLOW, defaultValue = "*") List<String> allow,
    @ByTenant @ConfigProperty(name = DENY) Optional<String> deny,
    @ConfigProperty(name = "periplus.egress.max-document-size", defaultValue = "10 MiB")
        DataSize maxDocumentSize,
    @ConfigProperty(name = "periplus.egress.timeout", defaultValue = "PT30S") Duration timeout) {

  static final String ALLOW = "periplus.egress.allow";
  private static final String DENY = "periplus.egress.deny";

  @Inject
  public EgressConfiguration {}

  /** The defaults: all public addresses. */
  public static EgressConfiguration defaults() {
    return new EgressConfiguration(
        List.of("*"), Optional.empty(), DataSize.of("10 MiB"), Duration.ofSeconds(30));
  }

  /** What a tenant has of its own; empty when it has nothing. */
  Optional<EgressConfiguration> own(String tenant, TenantKeys keys) {
    Optional<String> ownAllow = keys.find(tenant, ALLOW, String.class);
    Optional<String> ownDeny = keys.find(tenant, DENY, String.class);
    return ownAllow.isEmpty() && ownDeny.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EgressConfiguration(
                ownAllow.map(entries -> Entries.of(entries).toList()).orElse(allow),
                ownDeny.or(() -> deny),
                maxDocumentSize,
                timeout));
  }

  /** The entries that are refused. */
  List<String> denied() {
    return deny.stream().flatMap(Entries::of).toList();
  }

  /** The same with other entries that are allowed. */
  public EgressConfiguration allowing(String... entries) {
    return new EgressConfiguration(List.of(entries), deny, maxDocumentSize, timeout);
  }
}
