package org.periplus.api.guard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.security.identity.oidc.TokenCheck;

/** Bearer tokens in HTTP: RFC 6750. */
public final class Bearer {

  /** What is answered to somebody who does not say who they are, and has to. */
  public static final String CHALLENGE = "Bearer realm=\"periplus\"";

  /** RFC 6585, 5. */
  private static final int TOO_LARGE = 431;

  private static final Pattern CREDENTIALS =
      Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

  private Bearer() {}

  /** The token of a header {@code Authorization}; empty when it has none. */
  static Optional<String> token(String header) {
    Matcher credentials = CREDENTIALS.matcher(header);
    return credentials.matches() ? Optional.of(credentials.group(1)) : Optional.empty();
  }

  /** The answer to a token that was not accepted. */
  static Refusal refusal(TokenCheck check) {
    if (check instanceof TokenCheck.TooLarge large) {
      return new Refusal(TOO_LARGE, "Request Header Fields Too Large", large.reason());
    }
    if (check instanceof TokenCheck.Unchecked unchecked) {
      return Refusal.unavailable(unchecked.reason());
    }
    if (check instanceof TokenCheck.Insufficient insufficient) {
      return Refusal.forbidden(insufficient.reason()).with(challenge("insufficient_scope"));
    }
    String reason =
        check instanceof TokenCheck.Refused refused ? refused.reason() : "The token is refused.";
    return Refusal.unauthorized(reason, challenge("invalid_token"));
  }

  /** What is answered to somebody whose token does not do. */
  public static String challenge(String error) {
    return CHALLENGE + ", error=\"" + error + "\"";
  }
}
