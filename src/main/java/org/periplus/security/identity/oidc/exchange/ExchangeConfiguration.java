package org.periplus.security.identity.oidc.exchange;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.periplus.configuration.Entries;
import org.periplus.configuration.NamedKeys;
import org.periplus.security.Origin;

/**
 * Servers that are asked with tokens of users: {@code periplus.staging.in.exchange.NAME.*}.
 * Immutable.
 *
 * @param name what the configuration calls it
 * @param origins the servers, each as {@code https://host} or with a port
 * @param issuer the name of the identity provider that all trust
 * @param audience for whom the tokens are to be, as the provider calls it; empty where their scopes
 *     say it
 * @param scopes what they are to be for; empty for what the provider thinks
 * @param tenants whose jobs it is for; empty for those of all
 */
public record ExchangeConfiguration(
    String name,
    Set<Origin> origins,
    String issuer,
    Optional<String> audience,
    List<String> scopes,
    Set<String> tenants) {

  static final String PREFIX = "periplus.staging.in.exchange.";

  private static final NamedKeys KEYS =
      new NamedKeys(PREFIX, List.of("origins", "issuer", "audience", "scopes", "tenants"));

  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

  /**
   * All of a configuration.
   *
   * @param names the names of all its keys; environment variables among them
   * @param values gives the value of a key
   * @throws IllegalArgumentException if one is not described as it should be
   */
  static List<ExchangeConfiguration> all(
      Iterable<String> names, Function<String, Optional<String>> values) {
    return KEYS.names(names).stream()
        .map(name -> one(name, key -> values.apply(PREFIX + name + "." + key)))
        .toList();
  }

  private static ExchangeConfiguration one(String name, Function<String, Optional<String>> values) {
    return new ExchangeConfiguration(
        name,
        Entries.of(required(name, "origins", values))
            .map(origin -> origin(name, origin.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet()),
        required(name, "issuer", values),
        values.apply("audience").map(String::strip).filter(text -> !text.isEmpty()),
        values.apply("scopes").stream().flatMap(Entries::words).toList(),
        values.apply("tenants").stream()
            .flatMap(Entries::of)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String required(
      String name, String key, Function<String, Optional<String>> values) {
    return KEYS.required(name, key, values, "the exchange needs it");
  }

  private static Origin origin(String name, String origin) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          PREFIX
              + name
              + ".origins has '"
              + origin
              + "', which is no server such as https://data.example.org.");
    }
    return Origin.of(URI.create(origin));
  }

  /** Whether a URL is of one of the servers. */
  public boolean isFor(URI url) {
    return origins.contains(Origin.of(url));
  }

  boolean isOf(String tenant) {
    return tenants.isEmpty() || tenants.contains(tenant);
  }

  /** Whether the tokens could be read on their way. */
  boolean isUnprotected() {
    return origins.stream().anyMatch(Origin::isUnprotected);
  }
}
