package org.periplus.security.identity.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an issuer can be asked for what: OpenID Connect Discovery 1.0, section 3. Immutable.
 *
 * @param keys its keys
 * @param authorization where users log in
 * @param token where codes become tokens
 * @param endSession where users log out
 * @param introspection where it says what a token is
 * @param takesSecretsInHeader whether clients send their secrets as HTTP Basic authentication
 * @param namesItself whether it says who it is when it sends users back (RFC 9207)
 */
public record ProviderDescription(
    Optional<URI> keys,
    Optional<URI> authorization,
    Optional<URI> token,
    Optional<URI> endSession,
    Optional<URI> introspection,
    boolean takesSecretsInHeader,
    boolean namesItself) {

  /**
   * Reads the document with which an issuer describes itself.
   *
   * @throws ParseException if it has other things in the place of URLs
   */
  static ProviderDescription of(Map<String, Object> document) throws ParseException {
    List<String> methods =
        JSONObjectUtils.getStringList(document, "token_endpoint_auth_methods_supported");
    return new ProviderDescription(
        url(document, "jwks_uri"),
        url(document, "authorization_endpoint"),
        url(document, "token_endpoint"),
        url(document, "end_session_endpoint"),
        url(document, "introspection_endpoint"),
        methods == null || methods.contains("client_secret_basic"),
        Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
  }

  /** Browsers are sent there, and must not be sent to scripts. */
  private static Optional<URI> url(Map<String, Object> document, String name)
      throws ParseException {
    URI url = JSONObjectUtils.getURI(document, name);
    if (url != null
        && !(Set.of("https", "http").contains(url.getScheme()) && url.getHost() != null)) {
      throw new ParseException(name + " is no URL of https or http", 0);
    }
    return Optional.ofNullable(url);
  }
}
