package org.periplus.security;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which URLs and addresses may be asked. A name is looked up before it is judged: what counts is
 * the address that it leads to. Immutable.
 */
public final class EgressRule implements EgressRules {

  private static final int LAST_PORT = 65_535;

  /** Whom the rule is for. */
  private enum Reach {
    UNRESTRICTED,
    SERVER,
    /** Code of strangers: nothing on this machine is meant for it unless it is named alone. */
    TOOLS
  }

  private final List<EgressEntry> allow;
  private final List<EgressEntry> deny;
  private final Reach reach;
  private final String allowKey;

  private EgressRule(
      List<EgressEntry> allow, List<EgressEntry> deny, Reach reach, String allowKey) {
    this.allow = allow;
    this.deny = deny;
    this.reach = reach;
    this.allowKey = allowKey;
  }

  /** The rule of a server. */
  public static EgressRule of(EgressConfiguration configuration) {
    return of(configuration, EgressConfiguration.ALLOW);
  }

  /**
   * The rule of a server for some purpose.
   *
   * @param allowKey the key that lists what is allowed, for those who are refused
   */
  static EgressRule of(EgressConfiguration configuration, String allowKey) {
    return new EgressRule(
        entries(configuration.allow()), entries(configuration.denied()), Reach.SERVER, allowKey);
  }

  /** No restriction: for somebody's own machine. */
  public static EgressRule none() {
    return new EgressRule(
        entries(List.of("*")), List.of(), Reach.UNRESTRICTED, EgressConfiguration.ALLOW);
  }

  /**
   * The same for the tools of strangers: of the addresses of this machine only those that an entry
   * names alone, not those of a range or a host that are allowed for the server's own requests.
   */
  public EgressRule forTools() {
    return reach == Reach.UNRESTRICTED ? this : new EgressRule(allow, deny, Reach.TOOLS, allowKey);
  }

  /** This one is every tenant's. */
  @Override
  public EgressRule of(String tenant) {
    return this;
  }

  private static List<EgressEntry> entries(List<String> written) {
    return written.stream().map(EgressEntry::new).toList();
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
    if (uri.getPort() > LAST_PORT) {
      throw new EgressException(
          "'" + ShownUrl.of(uri) + "' is refused: ports end at " + LAST_PORT + ".");
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
    checkName(plain);
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

  /**
   * Checks the name of a host whose addresses only another knows, such as a proxy behind this
   * server.
   *
   * @throws EgressException if no address could make it allowed
   */
  public void checkName(String host) {
    String plain = EgressEntry.plain(host);
    if (deny.stream().anyMatch(entry -> entry.matches(plain))) {
      throw new EgressException("periplus.egress.deny names its host.");
    }
    // To look a name up tells its owner's name server of it, which is a message of its own.
    if (reach != Reach.UNRESTRICTED
        && allow.stream().noneMatch(entry -> entry.isOfAddresses() || entry.matches(plain))) {
      throw new EgressException(allowKey + " leaves it out.");
    }
  }

  private void check(String host, InetAddress address) {
    if (reach == Reach.UNRESTRICTED) {
      return;
    }
    Optional<InetAddress> inside = EmbeddedAddress.in(address);
    inside.ifPresent(leadsTo -> check(host, leadsTo));
    refuseLocalLink(address);
    if (deny.stream().anyMatch(entry -> entry.matches(host, address))) {
      throw new EgressException("periplus.egress.deny names its address.");
    }
    if (!EmbeddedAddress.isAll(address)) {
      refuseUnlessAllowed(host, address);
    }
  }

  private static void refuseLocalLink(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      throw new EgressException("it is an address of the local link.");
    }
  }

  private void refuseUnlessAllowed(String host, InetAddress address) {
    boolean ours = isOfThisMachine(address);
    if (ours && reach == Reach.TOOLS) {
      if (allow.stream().noneMatch(entry -> entry.isExactly(address))) {
        throw new EgressException(
            "it is an address of the server's machine, which "
                + allowKey
                + " does not name alone.");
      }
      return;
    }
    if (allow.stream().anyMatch(entry -> names(entry, host, address))) {
      return;
    }
    if (allow.stream().noneMatch(EgressEntry::isEverything)) {
      throw new EgressException(allowKey + " leaves it out.");
    }
    if (ours || !PublicAddress.is(address)) {
      throw new EgressException(
          "its address is a private one, which " + allowKey + " does not name.");
    }
  }

  /** Who has a name in a site's domain could lead it to where only this machine itself gets. */
  private static boolean names(EgressEntry entry, String host, InetAddress address) {
    return entry.names(address)
        || (!entry.isEverything()
            && !entry.isOfAddresses()
            && !address.isLoopbackAddress()
            && entry.matches(host));
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw new EgressException("this machine's own addresses cannot be told: " + e, e);
    }
  }
}
