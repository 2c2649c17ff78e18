package org.periplus.api.event;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.periplus.api.guard.PageSession;
import org.periplus.configuration.Service;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.oidc.TokenCheck;
import org.periplus.security.identity.oidc.Tokens;
import org.periplus.security.identity.session.Session;
import org.periplus.security.identity.session.SessionUncheckedException;
import org.periplus.security.identity.session.Sessions;

/**
 * Whether those who follow something still are who they were when they began: a token expires, a
 * session ends, a role is taken away. Who is somebody else now has to ask again, and is judged as
 * any request is. Threads share it.
 */
@Service
public class FollowerRights {

  private final CurrentCaller caller;
  private final Tokens tokens;
  private final Sessions sessions;

  @Inject
  public FollowerRights(CurrentCaller caller, Tokens tokens, Sessions sessions) {
    this.caller = caller;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** What tells, of who sends the current request, whether nothing has changed. It may block. */
  public BooleanSupplier of(HttpServletRequest request) {
    Optional<AccessToken> token = caller.token();
    if (token.isPresent()) {
      return byToken(token.get());
    }
    return PageSession.of(request).map(this::bySession).orElse(() -> true);
  }

  private BooleanSupplier byToken(AccessToken token) {
    TokenCheck before = tokens.check(token.value());
    return () -> tokens.check(token.value()).equals(before);
  }

  private BooleanSupplier bySession(Session session) {
    return () -> {
      try {
        return sessions
            .findAtRest(session.secret())
            .filter(now -> now.caller().equals(session.caller()))
            .isPresent();
      } catch (SessionUncheckedException e) {
        return false;
      } catch (DatabaseAwayException e) {
        return true; // Nobody can be found now; the next time tells.
      }
    };
  }
}
