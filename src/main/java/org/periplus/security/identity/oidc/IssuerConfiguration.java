package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.periplus.configuration.Entries;
import org.periplus.configuration.NamedKeys;

/**
 * An issuer whose tokens are taken: {@code periplus.security.oidc.issuers.NAME.*}. Immutable.
 *
 * @param name what the configuration calls it
 * @param url what its tokens name as their issuer, and where its description is found
 * @param audience of which one a token must name as whom it is for
 * @param algorithms with which its tokens may be signed; never ones with a shared secret
 * @param clockSkew by how much its clock may differ from ours
 * @param scopes what a token must name, all of them
 * @param keys where its keys are; empty when its description says it
 * @param client as whom this server is known there
 * @param introspects which tokens it is asked about
 */
public record IssuerConfiguration(
    String name,
    String url,
    Set<String> audience,
    Set<JWSAlgorithm> algorithms,
    Duration clockSkew,
    Set<String> scopes,
    Optional<URI> keys,
    Optional<IssuerClient> client,
    Introspects introspects) {

  private static final String PREFIX = OidcConfiguration.PREFIX + "issuers.";

  private static final NamedKeys KEYS =
      new NamedKeys(
          PREFIX,
          List.of(
              "url",
              "audience",
              "algorithms",
              "clock-skew",
              "scopes",
              "keys",
              "client-id",
              "client-secret",
              "login",
              "login-scopes",
              "introspection"));

  /** Beside them there are those with a shared secret, and those that the library leaves out. */
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /** OpenID Connect Discovery 1.0, section 3: without query and fragment. */
  private static final Pattern URL =
      Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+(/[A-Za-z0-9._~%/-]*)?");

  private static final String USUAL = "RS256,PS256,ES256";
  private static final String USUAL_SCOPES = "openid,profile";

  /**
   * The issuers of a configuration.
   *
   * @param names the names of all its keys; environment variables among them
   * @param values gives the value of a key
   * @throws IllegalArgumentException if one is not described as it should be
   */
  static List<IssuerConfiguration> all(
      Iterable<String> names, Function<String, Optional<String>> values) {
    return KEYS.names(names).stream()
        .map(name -> one(name, key -> values.apply(PREFIX + name + "." + key)))
        .toList();
  }

  private static IssuerConfiguration one(String name, Function<String, Optional<String>> values) {
    Optional<IssuerClient> client = values.apply("client-id").map(id -> client(id.strip(), values));
    return new IssuerConfiguration(
        name,
        url(name, required(name, "url", values)),
        list(required(name, "audience", values)),
        list(values.apply("algorithms").orElse(USUAL)).stream()
            .map(algorithm -> algorithm(name, algorithm))
            .collect(Collectors.toSet()),
        values.apply("clock-skew").map(Duration::parse).orElse(Duration.ofSeconds(30)),
        values.apply("scopes").map(IssuerConfiguration::list).orElse(Set.of()),
        values.apply("keys").map(URI::create),
        client,
        introspects(name, client, values.apply("introspection").orElse("none")));
  }

  private static IssuerClient client(String id, Function<String, Optional<String>> values) {
    return new IssuerClient(
        id,
        values.apply("client-secret").map(String::strip).filter(secret -> !secret.isEmpty()),
        values.apply("login").map(Boolean::parseBoolean).orElse(true),
        Entries.words(values.apply("login-scopes").orElse(USUAL_SCOPES)).toList());
  }

  private static Introspects introspects(
      String name, Optional<IssuerClient> client, String written) {
    try {
      Introspects which = Introspects.of(written);
      if (which != Introspects.NONE && client.flatMap(IssuerClient::secret).isEmpty()) {
        throw new IllegalArgumentException(
            "the issuer answers clients with a client-id and a client-secret");
      }
      return which;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + name + ".introspection: " + e.getMessage(), e);
    }
  }

  private static String required(
      String name, String key, Function<String, Optional<String>> values) {
    return KEYS.required(name, key, values, "the issuer needs one");
  }

  private static String url(String name, String url) {
    if (!URL.matcher(url).matches()) {
      throw new IllegalArgumentException(
          PREFIX + name + ".url is '" + url + "', which is no URL of https or http.");
    }
    return url;
  }

  private static JWSAlgorithm algorithm(String name, String algorithm) {
    if (!ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException(
          PREFIX
              + name
              + ".algorithms has '"
              + algorithm
              + "'; there are "
              + ALGORITHMS.stream().sorted().collect(Collectors.joining(", "))
              + ".");
    }
    return JWSAlgorithm.parse(algorithm);
  }

  private static Set<String> list(String text) {
    return Entries.words(text).collect(Collectors.toSet());
  }

  /** Whether users of pages can log in there. */
  public boolean logsIn() {
    return client.filter(IssuerClient::logsIn).isPresent();
  }

  /** Whether the keys could be changed on their way. */
  boolean isUnprotected() {
    return !url.startsWith("https:");
  }
}
