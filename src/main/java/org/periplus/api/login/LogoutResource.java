package org.periplus.api.login;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.guard.PageSession;
import org.periplus.api.guard.SessionCookie;
import org.periplus.api.http.ClientUrl;
import org.periplus.security.identity.oidc.login.LoginRefusedException;
import org.periplus.security.identity.oidc.login.Logins;
import org.periplus.security.identity.oidc.login.LogoutTokens;
import org.periplus.security.identity.session.Session;
import org.periplus.security.identity.session.Sessions;

/**
 * Where sessions of pages end, an addition of ours: OpenID Connect RP-Initiated Logout 1.0 and
 * Back-Channel Logout 1.0.
 */
@Dependent
@Path("/ogc-api/logout")
public class LogoutResource {

  private final Logins logins;
  private final LogoutTokens tokens;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final ClientUrl url;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public LogoutResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public LogoutResource(
      Logins logins, LogoutTokens tokens, Sessions sessions, SessionCookie cookie, ClientUrl url) {
    this.logins = logins;
    this.tokens = tokens;
    this.sessions = sessions;
    this.cookie = cookie;
    this.url = url;
  }

  /**
   * {@code POST /logout}: ends the session here, and leads to the provider, where it ends too.
   *
   * @param token the session's token for changes
   */
  @POST
  @Operation(hidden = true)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response logout(@FormParam("csrf") String token, @Context HttpServletRequest request) {
    URI afterwards = URI.create(url.of(request) + ReturnPath.USUAL);
    Optional<Session> session = PageSession.of(request);
    if (session.isPresent() && !session.get().isChangeToken(token)) {
      throw new RequestRefusedException(
          Problem.plain(
              Status.FORBIDDEN, "The form has not the token 'csrf' of this session's pages."));
    }
    session.ifPresent(one -> sessions.end(one.secret()));
    return Response.seeOther(
            session.flatMap(one -> logins.logout(one.evidence(), afterwards)).orElse(afterwards))
        .header(HttpHeaders.SET_COOKIE, cookie.clear(request, SessionCookie.SESSION))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /**
   * {@code POST /logout/{issuer}}: by which a provider says that somebody has logged out there.
   *
   * @param token signed by the provider
   */
  @POST
  @Path("{issuer}")
  @Operation(hidden = true)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response loggedOut(
      @PathParam("issuer") String issuer, @FormParam("logout_token") String token) {
    if (!logins.providers().contains(issuer)) {
      throw new NotFoundException();
    }
    try {
      sessions.end(tokens.check(issuer, token == null ? "" : token));
      return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    } catch (LoginRefusedException e) {
      throw new RequestRefusedException(Problem.plain(Status.BAD_REQUEST, e.getMessage()));
    }
  }
}
