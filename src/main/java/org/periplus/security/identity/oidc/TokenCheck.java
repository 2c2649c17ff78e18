package org.periplus.security.identity.oidc;

import org.periplus.security.identity.Caller;

/** What became of a token. */
public sealed interface TokenCheck {

  /** It says who asks. */
  record Accepted(Caller caller) implements TokenCheck {}

  /** It proves nothing. */
  record Refused(String reason) implements TokenCheck {}

  /** It is larger than any token should be. */
  record TooLarge(String reason) implements TokenCheck {}

  /** It is genuine, and not meant for this. */
  record Insufficient(String reason) implements TokenCheck {}

  /** It cannot be checked now. */
  record Unchecked(String reason) implements TokenCheck {}
}
