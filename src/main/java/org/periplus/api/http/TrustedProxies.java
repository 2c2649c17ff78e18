package org.periplus.api.http;

import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.periplus.configuration.Service;
import org.periplus.security.AddressRange;

/**
 * The proxies whose word counts, and what they say: who asked them, and for which URL. Threads
 * share it.
 */
@Service
public class TrustedProxies {

  private final List<AddressRange> trusted;

  /**
   * @throws IllegalArgumentException if a trusted proxy is no address and no range of addresses
   */
  @Inject
  public TrustedProxies(HttpConfiguration configuration) {
    trusted = configuration.trusted();
  }

  /** Whether the address is that of a proxy whose word counts. */
  public boolean trusts(String address) {
    return AddressRange.parse(address.replaceFirst("%.*", ""))
        .map(AddressRange::network)
        .filter(found -> trusted.stream().anyMatch(range -> range.holds(found)))
        .isPresent();
  }

  /**
   * The address of the client: that from which the request came, or which trusted proxies name.
   *
   * @param peer the address that the request came from
   * @param header gives a header of the request, several of a name joined with commas; null when
   *     there is none
   */
  public String client(String peer, Function<String, String> header) {
    return believed(peer, header).from().orElse(peer);
  }

  int count() {
    return trusted.size();
  }

  /** What they say, from the one that asks us to the first that nobody vouches for. */
  Hop believed(String peer, Function<String, String> header) {
    Hop said = Hop.SILENT;
    String from = peer;
    if (!trusts(from)) {
      return said;
    }
    List<Hop> hops = Forwarding.of(header);
    for (int index = hops.size() - 1; index >= 0 && trusts(from); index--) {
      said = said.overriddenBy(hops.get(index));
      from = said.from().orElse("");
    }
    return said;
  }
}
