package org.periplus.security.identity.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import org.periplus.security.Egress;

/**
 * What an issuer publishes: OpenID Connect Discovery 1.0, section 4, and the keys that are named
 * there. Threads share it.
 */
record IssuerDocuments(IssuerConfiguration issuer, Egress egress) implements IssuerKeys.Source {

  private static final String DESCRIPTION = "/.well-known/openid-configuration";

  /** Where the issuer describes itself. */
  static String description(IssuerConfiguration issuer) {
    return issuer.url().replaceFirst("/$", "") + DESCRIPTION;
  }

  @Override
  public JWKSet fetch() {
    URI keys = issuer.keys().orElseGet(this::described);
    try {
      return JWKSet.parse(egress.text(keys));
    } catch (ParseException e) {
      throw new IllegalStateException("What is at " + keys + " is no set of keys.", e);
    }
  }

  private URI described() {
    URI at = URI.create(description(issuer));
    try {
      Map<String, Object> metadata = JSONObjectUtils.parse(egress.text(at));
      String named = JSONObjectUtils.getString(metadata, "issuer");
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
      URI keys = JSONObjectUtils.getURI(metadata, "jwks_uri");
      if (keys == null) {
        throw new IllegalStateException("What is at " + at + " names no jwks_uri.");
      }
      return keys;
    } catch (ParseException e) {
      throw new IllegalStateException("What is at " + at + " describes no issuer.", e);
    }
  }
}
