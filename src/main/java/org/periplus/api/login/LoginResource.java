package org.periplus.api.login;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.guard.RequestAudit;
import org.periplus.api.guard.SessionCookie;
import org.periplus.api.http.ClientUrl;
import org.periplus.security.identity.oidc.ProviderAwayException;
import org.periplus.security.identity.oidc.login.Evidence;
import org.periplus.security.identity.oidc.login.LoginRefusedException;
import org.periplus.security.identity.oidc.login.Logins;
import org.periplus.security.identity.oidc.login.PendingLogin;
import org.periplus.security.identity.session.SessionConfiguration;
import org.periplus.security.identity.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where users of pages log in, an addition of ours: OpenID Connect Core 1.0, 3.1. */
@Dependent
@Path("/ogc-api/login")
public class LoginResource {

  private static final Logger LOG = LoggerFactory.getLogger(LoginResource.class);

  private final Logins logins;
  private final Sessions sessions;
  private final SealedLogin sealed;
  private final SessionConfiguration configuration;
  private final SessionCookie cookie;
  private final ClientUrl url;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public LoginResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public LoginResource(
      Logins logins,
      Sessions sessions,
      SealedLogin sealed,
      SessionConfiguration configuration,
      SessionCookie cookie,
      ClientUrl url,
      Links links) {
    this.logins = logins;
    this.sessions = sessions;
    this.sealed = sealed;
    this.configuration = configuration;
    this.cookie = cookie;
    this.url = url;
    this.links = links;
  }

  /**
   * {@code GET /login}: leads to the identity provider; where there are several, lets the user
   * choose.
   *
   * @param issuer the provider that they chose
   * @param returnTo the path to which they go afterwards
   */
  @GET
  @Operation(hidden = true)
  @Produces({Links.JSON, Links.PAGE})
  public Response login(
      @QueryParam("issuer") String issuer,
      @QueryParam("return_to") String returnTo,
      @Context HttpServletRequest request) {
    List<String> providers = logins.providers();
    String afterwards = ReturnPath.of(returnTo);
    if (issuer == null && providers.size() != 1) {
      return choice(providers, afterwards);
    }
    String chosen = issuer == null ? providers.get(0) : issuer;
    if (!providers.contains(chosen)) {
      throw new NotFoundException();
    }
    try {
      Logins.Begun begun = logins.begin(chosen, callback(request, chosen), afterwards);
      return Response.seeOther(begun.authorization())
          .header(
              HttpHeaders.SET_COOKIE,
              cookie.set(request, SessionCookie.LOGIN, sealed.seal(begun.pending())))
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .build();
    } catch (ProviderAwayException e) {
      throw away(chosen, e);
    }
  }

  private Response choice(List<String> providers, String afterwards) {
    List<Link> choices =
        providers.stream()
            .map(
                name ->
                    new Link(
                        name,
                        "related",
                        "text/html",
                        links.to(
                            "login?issuer="
                                + Links.encoded(name)
                                + "&return_to="
                                + Links.encoded(afterwards))))
            .toList();
    return Response.ok(
            new LoginChoice(choices.isEmpty() ? "Nobody can log in here" : "Log in", choices))
        .build();
  }

  /** {@code GET /login/{issuer}}: where the provider sends the user back. */
  @GET
  @Path("{issuer}")
  @Operation(hidden = true)
  @Produces({Links.JSON, Links.PAGE})
  public Response callback(
      @PathParam("issuer") String issuer,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    if (!logins.providers().contains(issuer)) {
      throw new NotFoundException();
    }
    PendingLogin pending =
        cookie
            .value(request, SessionCookie.LOGIN)
            .flatMap(sealed::open)
            .filter(one -> one.issuer().equals(issuer))
            .filter(one -> !one.isLate(Instant.now(), configuration.login()))
            .orElseThrow(
                () ->
                    refused(
                        "This browser has begun no login, or too long ago. Please log in again."));
    try {
      Evidence evidence = logins.complete(pending, callback(request, issuer), answer(uri));
      Sessions.Begun session =
          sessions
              .begin(evidence, cookie.value(request, SessionCookie.SESSION))
              .orElseThrow(
                  () -> refused("The identity provider names nobody, or by too long a name."));
      request.setAttribute(RequestAudit.WHO, session.account());
      return Response.seeOther(URI.create(url.of(request) + pending.returnTo()))
          .header(
              HttpHeaders.SET_COOKIE, cookie.set(request, SessionCookie.SESSION, session.secret()))
          .header(HttpHeaders.SET_COOKIE, cookie.clear(request, SessionCookie.LOGIN))
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .build();
    } catch (LoginRefusedException e) {
      throw refused(e.getMessage());
    } catch (ProviderAwayException e) {
      throw away(issuer, e);
    }
  }

  private static Map<String, String> answer(UriInfo uri) {
    Map<String, String> answer = new HashMap<>();
    uri.getQueryParameters()
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                throw refused("The identity provider's answer has '" + name + "' twice.");
              }
              answer.put(name, values.get(0));
            });
    return answer;
  }

  /** The same for all tenants: providers want to know it beforehand. */
  private URI callback(HttpServletRequest request, String issuer) {
    return URI.create(url.of(request) + "/ogc-api/login/" + Links.encoded(issuer));
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(Status.BAD_REQUEST, detail));
  }

  private static RequestRefusedException away(String issuer, ProviderAwayException failure) {
    LOG.warn("Nobody can log in at {} now: {}", issuer, failure.getMessage());
    return new RequestRefusedException(
        Problem.plain(
            Status.SERVICE_UNAVAILABLE,
            "The identity provider does not answer as it should; the server's log says why. Please"
                + " try again."));
  }
}
