package org.periplus.api.guard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.periplus.api.guard.BrowserSessions.Finding;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.configuration.Service;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.Anonymity;
import org.periplus.security.identity.Anonymity.Decision;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.oidc.TenantRules;
import org.periplus.security.identity.oidc.TokenCheck;
import org.periplus.security.identity.oidc.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who sends a request, and refuses those who may do nothing. Threads share it. */
@Service
public class Callers {

  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

  /** RFC 6750, 2.3, and what RFC 9700 says of it. */
  private static final Pattern IN_QUERY = Pattern.compile("(?:^|&)access_token=");

  /** No tenant is called so. */
  private static final String FOREIGN = "";

  private final Tokens tokens;
  private final TenantRules tenants;
  private final Anonymity anonymity;
  private final BrowserSessions sessions;
  private final CurrentCaller current;

  @Inject
  public Callers(
      IdentityConfiguration identity,
      HttpConfiguration http,
      Tokens tokens,
      TenantRules tenants,
      BrowserSessions sessions,
      CurrentCaller current) {
    this.tokens = tokens;
    this.tenants = tenants;
    this.anonymity = new Anonymity(identity.anonymous(), tokens.areTaken(), http.isBehindProxy());
    this.sessions = sessions;
    this.current = current;
  }

  void startWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object event) {
    anonymity.warning().ifPresent(LOG::warn);
  }

  /** Why nobody is served, if that is so. */
  public Optional<String> undecided() {
    return anonymity.undecided();
  }

  /** Notes who sent the request, or says why they may do nothing. */
  Optional<Refusal> identify(HttpServletRequest request) {
    if (tokens.areTaken()) {
      if (hasTokenInUrl(request)) {
        return Optional.of(
            Refusal.malformed(
                "A token in a URL ends up in logs and histories; send it in the header"
                    + " Authorization, and have this one revoked."));
      }
      List<String> credentials = Collections.list(request.getHeaders("Authorization"));
      if (!credentials.isEmpty()) {
        return byToken(credentials);
      }
    }
    return bySession(request);
  }

  /** For which tenant a request counts: who belongs to none of that name takes no place of it. */
  String counted(String tenant) {
    return current.get().tenants().include(tenant) ? tenant : FOREIGN;
  }

  private Optional<Refusal> byToken(List<String> credentials) {
    if (credentials.size() > 1) {
      return Optional.of(Refusal.malformed("There is more than one header Authorization."));
    }
    Optional<String> token = Bearer.token(credentials.get(0));
    if (token.isEmpty()) {
      return Optional.of(
          Refusal.unauthorized(
              "The header Authorization has no bearer token: 'Bearer', a space and a token.",
              Bearer.CHALLENGE));
    }
    TokenCheck check = tokens.check(token.get());
    if (check instanceof TokenCheck.Accepted accepted) {
      current.become(accepted.caller(), new AccessToken(token.get()));
      return Optional.empty();
    }
    return Optional.of(Bearer.refusal(check));
  }

  private Optional<Refusal> bySession(HttpServletRequest request) {
    Finding finding = sessions.find(request);
    if (finding instanceof Finding.Somebody somebody) {
      request.setAttribute(PageSession.PROPERTY, somebody.session());
      current.become(somebody.session().caller());
      return Optional.empty();
    }
    return finding instanceof Finding.Refused refused
        ? Optional.of(refused.refusal())
        : byNothing(request);
  }

  private Optional<Refusal> byNothing(HttpServletRequest request) {
    Decision decision = anonymity.of(isLocal(request));
    if (decision instanceof Decision.Known known) {
      Caller caller = known.caller();
      current.become(caller.in(tenants.ofAnonymous(caller.role())));
      return Optional.empty();
    }
    return Optional.of(
        decision instanceof Decision.Undecided undecided
            ? Refusal.unavailable(undecided.reason())
            : Refusal.forbidden(((Decision.Refused) decision).reason()));
  }

  private static boolean hasTokenInUrl(HttpServletRequest request) {
    return request.getQueryString() != null && IN_QUERY.matcher(request.getQueryString()).find();
  }

  /**
   * Whether it comes from this machine, was meant for it, and nobody passed it on. Of a proxy that
   * says nothing of itself that cannot be told.
   */
  private static boolean isLocal(HttpServletRequest request) {
    return HostNames.isLoopbackAddress(request.getRemoteAddr())
        && !ClientUrl.isPassedOn(request)
        && HostNames.isLoopback(request.getServerName())
        && Collections.list(request.getHeaders("Host")).stream().allMatch(HostNames::isLoopback);
  }
}
