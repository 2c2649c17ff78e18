package org.periplus.api.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.periplus.security.identity.session.Session;

/** The session by which the current request says who sends it. */
public final class PageSession {

  /** The property of a request that holds it. */
  public static final String PROPERTY = "org.periplus.session";

  /** The header with which scripts of pages send the session's token for changes. */
  public static final String HEADER = "X-CSRF-Token";

  private PageSession() {}

  /** The session; empty for who sends a token, or nothing. */
  public static Optional<Session> of(HttpServletRequest request) {
    return of(request.getAttribute(PROPERTY));
  }

  /** The session that a request has as its {@link #PROPERTY}. */
  public static Optional<Session> of(Object property) {
    return property instanceof Session session ? Optional.of(session) : Optional.empty();
  }
}
