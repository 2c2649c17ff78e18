package org.periplus.security.identity.oidc;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.Config;
import org.periplus.configuration.Service;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The issuers that the configuration names, and the way to ask them. Threads share it. */
@Service
public class Issuers {

  private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

  private final Map<String, Issuer> byName = new TreeMap<>();
  private final Egress egress;

  /**
   * @throws IllegalArgumentException if an issuer is not described as it should be
   */
  @Inject
  public Issuers(Config config, OidcConfiguration oidc, EgressConfiguration egress) {
    this(
        IssuerConfiguration.all(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class)),
        oidc,
        egress,
        System::nanoTime);
  }

  /** With issuers that no configuration file names. */
  public Issuers(
      List<IssuerConfiguration> known,
      OidcConfiguration configuration,
      EgressConfiguration egress,
      LongSupplier nanoTime) {
    this.egress = new Egress(configuration.egress(egress), OidcConfiguration.ALLOW);
    for (IssuerConfiguration one : known) {
      byName.put(one.name(), new Issuer(one, configuration, this.egress, nanoTime));
      if (one.isUnprotected()) {
        LOG.warn(
            "The issuer {} is not asked by https: whoever is between can give anybody any role.",
            one.name());
      }
    }
  }

  /** All, in the order of their names. */
  public Collection<Issuer> all() {
    return byName.values();
  }

  /** The one that the configuration calls so. */
  public Optional<Issuer> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The same, if users of pages log in there. */
  public Optional<Issuer> ofLogins(String name) {
    return named(name).filter(issuer -> issuer.configuration().logsIn());
  }

  /** The one that tokens name so. */
  Optional<Issuer> at(String url) {
    return byName.values().stream()
        .filter(issuer -> issuer.configuration().url().equals(url))
        .findFirst();
  }

  @PreDestroy
  public void close() {
    egress.close();
  }
}
