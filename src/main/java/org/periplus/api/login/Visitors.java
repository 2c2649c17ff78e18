package org.periplus.api.login;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.guard.PageSession;
import org.periplus.api.http.ClientUrl;
import org.periplus.configuration.Service;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.login.Logins;
import org.periplus.security.identity.session.Session;

/** Finds out who looks at a page. Threads share it. */
@Service
public class Visitors {

  private final Logins logins;
  private final ClientUrl url;
  private final CurrentCaller caller;

  @Inject
  public Visitors(Logins logins, ClientUrl url, CurrentCaller caller) {
    this.caller = caller;
    this.logins = logins;
    this.url = url;
  }

  /**
   * Who sent a request for a page.
   *
   * @param root the landing page of its tenant
   * @param self the page itself, without its query
   */
  public Visitor of(HttpServletRequest request, String root, String self) {
    Optional<Session> session = PageSession.of(request);
    return new Visitor(
        session.flatMap(one -> one.caller().account()).map(Account::name),
        caller.get().role().map(Role::toString),
        logins.providers().isEmpty() || session.isPresent()
            ? Optional.empty()
            : Optional.of(root + "login?return_to=" + Links.encoded(page(request, self))),
        session.map(Session::changeToken),
        session.flatMap(Session::endSession).map(Visitors::origin));
  }

  private String page(HttpServletRequest request, String self) {
    String base = url.of(request);
    if (!request.getMethod().equals("GET") || !self.startsWith(base)) {
      return ReturnPath.USUAL;
    }
    String path = self.substring(base.length());
    if (path.matches("(?:/[^/]+)?/ogc-api/log(?:in|out)(?:/.*)?")) {
      return ReturnPath.USUAL; // a login does not lead to another one
    }
    String query = request.getQueryString();
    return ReturnPath.orUsual(path + (query == null ? "" : "?" + query));
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
