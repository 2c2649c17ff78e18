package org.periplus.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which URLs and addresses may be asked. A name is looked up before it is judged: what counts is
 * the address that it leads to. Immutable.
 */
public final class EgressRule {

  private final List<EgressEntry> allow;
  private final List<EgressEntry> deny;
  private final boolean restricted;

  private EgressRule(List<String> allow, List<String> deny, boolean restricted) {
    this.allow = allow.stream().map(EgressEntry::new).toList();
    this.deny = deny.stream().map(EgressEntry::new).toList();
    this.restricted = restricted;
  }

  /** The rule of a server. */
  public static EgressRule of(EgressConfiguration configuration) {
    return new EgressRule(configuration.allow(), configuration.denied(), true);
  }

  /** No restriction: for somebody's own machine. */
  public static EgressRule none() {
    return new EgressRule(List.of("*"), List.of(), false);
  }

  /**
   * Checks one URL. Redirections must be checked again by who follows them.
   *
   * @throws EgressException if it may not be asked for
   */
  public void check(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new EgressException(
          "'" + ShownUrl.of(uri) + "' is refused: only http and https are allowed.");
    }
    if (uri.getHost() == null) {
      throw new EgressException("'" + ShownUrl.of(uri) + "' is refused: it names no host.");
    }
    try {
      addresses(uri.getHost());
    } catch (UnknownHostException e) {
      throw new EgressException(
          "'" + ShownUrl.of(uri) + "' cannot be reached: there is no such host.", e);
    } catch (EgressException e) {
      throw new EgressException("'" + ShownUrl.of(uri) + "' is refused: " + e.getMessage(), e);
    }
  }

  /**
   * The addresses of a host that may be asked.
   *
   * @throws EgressException if there is none
   * @throws UnknownHostException if there is no such host
   */
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    String plain = EgressEntry.plain(host);
    if (deny.stream().anyMatch(entry -> entry.matches(plain))) {
      throw new EgressException("periplus.egress.deny names its host.");
    }
    List<InetAddress> allowed = new ArrayList<>();
    EgressException refusal = null;
    for (InetAddress address : InetAddress.getAllByName(plain)) {
      try {
        check(plain, address);
        allowed.add(address);
      } catch (EgressException e) {
        refusal = e;
      }
    }
    if (refusal != null && allowed.isEmpty()) {
      throw refusal;
    }
    return allowed;
  }

  private void check(String host, InetAddress address) {
    if (!restricted) {
      return;
    }
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      throw new EgressException("it is an address of the local link.");
    }
    if (deny.stream().anyMatch(entry -> entry.matches(host, address))) {
      throw new EgressException("periplus.egress.deny names its address.");
    }
    boolean named =
        allow.stream().anyMatch(entry -> !entry.isEverything() && entry.matches(host, address));
    if (named) {
      return;
    }
    if (allow.stream().noneMatch(EgressEntry::isEverything)) {
      throw new EgressException("periplus.egress.allow leaves it out.");
    }
    if (!PublicAddress.is(address)) {
      throw new EgressException(
          "its address is a private one, which periplus.egress.allow does not name.");
    }
  }
}
