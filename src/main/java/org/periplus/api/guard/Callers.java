package org.periplus.api.guard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.configuration.Service;
import org.periplus.security.AddressRange;
import org.periplus.security.identity.Anonymity;
import org.periplus.security.identity.Anonymity.Decision;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.IdentityConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who sends a request, and refuses those who may do nothing. Threads share it. */
@Service
public class Callers {

  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

  private final Anonymity anonymity;
  private final CurrentCaller current;

  @Inject
  public Callers(IdentityConfiguration identity, HttpConfiguration http, CurrentCaller current) {
    this.anonymity = new Anonymity(identity.anonymous(), http.isBehindProxy());
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
    Decision decision = anonymity.of(isLocal(request));
    if (decision instanceof Decision.Known known) {
      current.become(known.caller());
      return Optional.empty();
    }
    return Optional.of(
        decision instanceof Decision.Undecided undecided
            ? new Refusal(
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                "Service Unavailable",
                undecided.reason())
            : Refusal.forbidden(((Decision.Refused) decision).reason()));
  }

  /**
   * Whether it comes from this machine, was meant for it, and nobody passed it on. Of a proxy that
   * says nothing of itself that cannot be told.
   */
  private static boolean isLocal(HttpServletRequest request) {
    return isLoopback(request.getRemoteAddr())
        && !ClientUrl.isPassedOn(request)
        && HostNames.isLoopback(request.getServerName())
        && Collections.list(request.getHeaders("Host")).stream().allMatch(HostNames::isLoopback);
  }

  private static boolean isLoopback(String address) {
    return AddressRange.parse(address.replaceFirst("%.*", ""))
        .map(AddressRange::network)
        .filter(InetAddress::isLoopbackAddress)
        .isPresent();
  }
}
