package org.periplus.security.identity.oidc.exchange;

import java.util.Optional;
import org.periplus.security.identity.AccessToken;

/** Where that is kept by which tokens of a user can be had. */
public interface Keeping {

  /** What is kept now; empty when nothing is. */
  Optional<AccessToken> current();

  /** Keeps another one, since many providers take one only once. */
  void replace(AccessToken other);
}
