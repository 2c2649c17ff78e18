package org.periplus.security.identity;

import java.util.Optional;

/**
 * What those may do who do not say who they are. Without a word of the operator that is everything
 * from this machine, and nothing from elsewhere; where an identity provider can say who somebody
 * is, it is nothing. Immutable.
 *
 * @param use what the operator says
 * @param hasProvider whether an identity provider says who somebody is
 * @param isBehindProxy whether a proxy may stand before this server: one on the same machine looks
 *     like a client there
 */
public record Anonymity(Optional<AnonymousUse> use, boolean hasProvider, boolean isBehindProxy) {

  private static final String KEY = IdentityConfiguration.ANONYMOUS;

  /** The answer to somebody who did not say who they are. */
  public sealed interface Decision {

    /** Who that is. */
    record Known(Caller caller) implements Decision {}

    /**
     * They may do nothing here.
     *
     * @param reason a sentence that says what to change
     */
    record Refused(String reason) implements Decision {}

    /**
     * Nobody may do anything yet.
     *
     * @param reason a sentence that says what to change
     */
    record Undecided(String reason) implements Decision {}
  }

  /**
   * Who somebody is who does not say so.
   *
   * @param isLocal whether they are on this machine, as far as can be told
   */
  public Decision of(boolean isLocal) {
    if (hasProvider) {
      return new Decision.Known(
          use.map(chosen -> Caller.anonymous(chosen.role(), rule(chosen))).orElse(Caller.NOBODY));
    }
    if (use.isPresent()) {
      return use.get() == AnonymousUse.NONE
          ? new Decision.Refused(
              "This server serves nobody: it has no identity provider"
                  + " (periplus.security.oidc.issuers.NAME.url), and "
                  + KEY
                  + " is none.")
          : new Decision.Known(Caller.anonymous(use.get().role(), rule(use.get())));
    }
    if (undecided().isPresent()) {
      return new Decision.Undecided(undecided().get());
    }
    return isLocal
        ? new Decision.Known(
            Caller.anonymous(
                Optional.of(Role.OPERATOR),
                "This server serves its own machine alone, and you are there."))
        : new Decision.Refused(
            "This server serves its own machine alone, until its operator names an identity"
                + " provider (periplus.security.oidc.issuers.NAME.url) or sets "
                + KEY
                + " to read, execute or all.");
  }

  private static String rule(AnonymousUse chosen) {
    return KEY + "=" + chosen;
  }

  /** Why nobody is served yet, if that is so. */
  public Optional<String> undecided() {
    return use.isEmpty() && !hasProvider && isBehindProxy
        ? Optional.of(
            "This server serves nobody yet: with periplus.base-url or periplus.http.trusted-proxies"
                + " set it cannot tell who is on its own machine, so it needs an identity provider"
                + " (periplus.security.oidc.issuers.NAME.url), or "
                + KEY
                + " has to say what those may do who do not say who they are (none, read, execute"
                + " or all).")
        : Optional.empty();
  }

  /** What the operator should be reminded of, if there is something. */
  public Optional<String> warning() {
    return use.filter(chosen -> chosen != AnonymousUse.NONE)
        .map(
            chosen ->
                rule(chosen)
                    + ": whoever reaches this server may do that for any tenant, without saying"
                    + " who they are.")
        .or(this::undecided);
  }
}
