package org.periplus.security.identity.oidc;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.periplus.configuration.Service;

/**
 * By which client of each issuer a program without a browser of its own lets somebody log in: the
 * device flow (RFC 8628), which notebooks and the command line use. Threads share it.
 */
@Service
public class DeviceClients {

  private static final String KEY = "device-client";

  private final List<DeviceClient> all;

  /**
   * An issuer, and its client.
   *
   * @param name what the configuration calls the issuer
   * @param issuer its URL
   * @param configuration where it describes itself
   * @param client the identifier of a public client; empty where there is none
   */
  public record DeviceClient(
      String name, String issuer, String configuration, Optional<String> client) {}

  @Inject
  public DeviceClients(Config config) {
    this(config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
  }

  DeviceClients(Iterable<String> names, Function<String, Optional<String>> values) {
    all =
        IssuerConfiguration.all(names, values).stream()
            .map(
                issuer ->
                    new DeviceClient(
                        issuer.name(),
                        issuer.url(),
                        IssuerDocuments.description(issuer),
                        values
                            .apply(
                                OidcConfiguration.PREFIX + "issuers." + issuer.name() + "." + KEY)
                            .map(String::strip)
                            .filter(client -> !client.isEmpty())))
            .toList();
  }

  /** All issuers by their names. */
  public List<DeviceClient> all() {
    return all;
  }
}
