package org.periplus.ops;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.periplus.api.guard.Refusal;
import org.periplus.api.http.ClientUrl;
import org.periplus.configuration.Service;
import org.periplus.security.AddressRange;

/** Whether a request comes from where {@code periplus.ops.allow} says. Threads share it. */
@Service
public class Operators {

  private static final int FORBIDDEN = 403;

  private final List<AddressRange> allowed;
  private final ClientUrl url;

  /**
   * @throws IllegalArgumentException if the configuration has what is no range of addresses
   */
  @Inject
  public Operators(OpsConfiguration configuration, ClientUrl url) {
    this.allowed = configuration.allowed();
    this.url = url;
  }

  /**
   * A proxy on this machine that nobody trusts speaks for anybody, so it does not count as here.
   */
  boolean sent(HttpServletRequest request) {
    return !url.isHidden(request)
        && AddressRange.parse(url.client(request).replaceFirst("%.*", ""))
            .map(AddressRange::network)
            .filter(client -> allowed.stream().anyMatch(range -> range.holds(client)))
            .isPresent();
  }

  /** The answer to all others. */
  static Refusal refusal() {
    return new Refusal(
        FORBIDDEN, "Forbidden", "This is answered to the addresses of periplus.ops.allow alone.");
  }
}
