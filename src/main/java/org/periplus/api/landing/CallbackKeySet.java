package org.periplus.api.landing;

import java.util.List;

/** A JSON Web Key Set (RFC 7517): the keys with which a tenant's callbacks can be verified. */
public record CallbackKeySet(List<Key> keys) {

  /** A key of Ed25519: RFC 8037, 2. */
  public record Key(String kty, String crv, String alg, String use, String kid, String x) {}
}
