package org.periplus.security;

import java.net.URI;
import java.util.Locale;

/**
 * The server of a URL: RFC 6454, 4. Immutable.
 *
 * @param text scheme, host and port, in small letters
 */
public record Origin(String text) {

  /** The server of a URL, whether it names the usual port or none. */
  public static Origin of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(
        scheme + "://" + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + port);
  }

  /** Whether what is sent to it can be read on the way. */
  public boolean isUnprotected() {
    return !text.startsWith("https:");
  }
}
