package org.periplus.job.callback;

import java.net.URI;
import java.util.Locale;

/** Where callbacks go, written in one way whatever way a client chose. */
public final class CallbackTarget {

  private CallbackTarget() {}

  /** The host and the port. */
  public static String host(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    int port = uri.getPort() >= 0 ? uri.getPort() : usualPort(uri);
    return host + ":" + port;
  }

  /** The address, without what differs from job to job. */
  public static String address(URI uri) {
    return host(uri) + String.valueOf(uri.getRawPath());
  }

  private static int usualPort(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
