package org.periplus.api.guard;

import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.configuration.Service;
import org.periplus.security.AddressRange;

/**
 * The names under which this server answers: those of the machine and of its loopback, the one of
 * {@code periplus.base-url}, and those of {@code periplus.http.hosts}. Any other one comes from a
 * client who wants links, callbacks or a browser's idea of this server to lead elsewhere. Threads
 * share it.
 */
@Service
public class HostNames {

  private static final Pattern HOST =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::\\d{0,5})?");

  private final Set<String> own = new HashSet<>(Set.of("localhost"));
  private final List<Pattern> named = new ArrayList<>();

  @Inject
  public HostNames(HttpConfiguration configuration) {
    configuration.baseUrl().map(URI::getHost).map(HostNames::plain).ifPresent(own::add);
    ofThisMachine().map(HostNames::plain).forEach(own::add);
    configuration.namedHosts().stream().map(HostNames::pattern).forEach(named::add);
  }

  private static Stream<String> ofThisMachine() {
    try {
      InetAddress machine = InetAddress.getLocalHost();
      return Stream.of(machine.getHostName(), machine.getCanonicalHostName());
    } catch (UnknownHostException e) {
      return Stream.empty(); // a machine without a name
    }
  }

  private static Pattern pattern(String entry) {
    String text = plain(entry);
    return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E");
  }

  /**
   * Whether this server answers to a name.
   *
   * @param host what a request names, with or without a port
   * @param local the address at which the request arrived
   */
  boolean know(String host, String local) {
    return name(host).filter(name -> isKnown(name, local)).isPresent();
  }

  /** Whether a request names this machine in a way in which no other one can be meant. */
  static boolean isLoopback(String host) {
    return name(host)
        .filter(name -> name.equals("localhost") || isLoopbackAddress(name))
        .isPresent();
  }

  /** Whether an address, with or without a zone, is one of this machine alone. */
  static boolean isLoopbackAddress(String address) {
    return address(address).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private boolean isKnown(String name, String local) {
    return own.contains(name)
        || isAddressOfServer(name, local)
        || named.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  /** The name without its port; empty when it is none. */
  private static Optional<String> name(String host) {
    Matcher written = HOST.matcher(host.strip());
    return written.matches()
        ? Optional.of(plain(written.group(1) == null ? written.group(2) : written.group(1)))
        : Optional.empty();
  }

  /** An address is no name that somebody else can let lead here. */
  private static boolean isAddressOfServer(String name, String local) {
    Optional<InetAddress> address = address(name);
    return address.isPresent()
        && (address.get().isLoopbackAddress() || address.equals(address(local)));
  }

  private static Optional<InetAddress> address(String text) {
    return AddressRange.parse(text.replaceFirst("%.*", "")).map(AddressRange::network);
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
