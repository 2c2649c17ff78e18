package org.periplus.security.identity.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.util.Optional;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.oidc.login.Evidence;

/**
 * The session of somebody who logged in. Immutable.
 *
 * @param secret what their browser has
 * @param caller who it is
 * @param evidence what their provider said
 */
public record Session(String secret, Caller caller, Evidence evidence) {

  /** What a page of theirs sends along with each change; other sites cannot know it. */
  public String changeToken() {
    return SessionDigests.changeToken(secret);
  }

  /** Whether a text is the {@link #changeToken}. */
  public boolean isChangeToken(String text) {
    return text != null
        && MessageDigest.isEqual(text.getBytes(UTF_8), changeToken().getBytes(UTF_8));
  }

  /** Where they log out at their provider. */
  public Optional<URI> endSession() {
    return evidence.endSession();
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "a session of " + evidence.issuer();
  }
}
