package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.periplus.configuration.Service;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.security.identity.oidc.login.Logins;
import org.periplus.security.identity.session.Session;
import org.periplus.security.identity.session.SessionUncheckedException;
import org.periplus.security.identity.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who uses a page, by the cookie of their session. It counts for pages of this server
 * alone, and for a change only with the token that these have. Threads share it.
 */
@Service
public class BrowserSessions {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserSessions.class);

  /** Its form has the token in a field, which the resource checks. */
  private static final Pattern LOGOUT = Pattern.compile("(?:/[^/]+)?/ogc-api/logout");

  private final Sessions sessions;
  private final Logins logins;
  private final SessionCookie cookie;
  private final CrossSite crossSite;

  @Inject
  public BrowserSessions(
      Sessions sessions, Logins logins, SessionCookie cookie, CrossSite crossSite) {
    this.sessions = sessions;
    this.logins = logins;
    this.cookie = cookie;
    this.crossSite = crossSite;
  }

  /** Who uses a page, or why they may not do what they want. */
  sealed interface Finding {

    /** Nobody who has logged in. */
    record Nobody() implements Finding {}

    /** Somebody who has. */
    record Somebody(Session session) implements Finding {}

    /** Somebody whose request is refused. */
    record Refused(Refusal refusal) implements Finding {}
  }

  Finding find(HttpServletRequest request) {
    Optional<String> secret =
        logins.providers().isEmpty() || isOfOtherPage(request)
            ? Optional.empty()
            : cookie.value(request, SessionCookie.SESSION);
    if (secret.isEmpty()) {
      return new Finding.Nobody();
    }
    try {
      Optional<Session> session =
          isLogout(request) ? sessions.findAsItWas(secret.get()) : sessions.find(secret.get());
      if (session.isEmpty()) {
        return new Finding.Nobody();
      }
      return mayChange(request, session.get())
          ? new Finding.Somebody(session.get())
          : new Finding.Refused(
              Refusal.forbidden(
                  "A change by somebody who is logged in needs the header "
                      + PageSession.HEADER
                      + ", which the pages of this server send. Programs send a bearer token"
                      + " instead."));
    } catch (SessionUncheckedException e) {
      return new Finding.Refused(Refusal.unavailable(e.getMessage()));
    } catch (DatabaseAwayException e) {
      LOG.warn("Nobody's session can be found: {}", e.getMessage());
      return new Finding.Refused(
          Refusal.unavailable("The server cannot reach its database now. Please try again."));
    }
  }

  private static boolean mayChange(HttpServletRequest request, Session session) {
    return Guard.SAFE.contains(request.getMethod())
        || isLogout(request)
        || session.isChangeToken(request.getHeader(PageSession.HEADER));
  }

  private static boolean isLogout(HttpServletRequest request) {
    return LOGOUT.matcher(request.getRequestURI()).matches();
  }

  /**
   * Whether the script of a page of another origin sends it, also one that may use the API: it is
   * not the user. A link that leads here is followed by the user.
   */
  private boolean isOfOtherPage(HttpServletRequest request) {
    boolean isFollowed =
        Guard.SAFE.contains(request.getMethod())
            && "navigate".equalsIgnoreCase(request.getHeader("Sec-Fetch-Mode"));
    return !isFollowed && crossSite.isForeign(request);
  }
}
