package org.periplus.security;

import java.net.URI;

/** A URL as messages and logs show it: without what may be secret. */
public final class ShownUrl {

  private static final int MOST = 60;

  private ShownUrl() {}

  /** The URL without user, password and query parameters, where signatures are. */
  public static String of(URI url) {
    if (url.isOpaque() || url.getRawAuthority() == null) {
      String text = url.toString();
      return text.length() > MOST ? text.substring(0, MOST) + "…" : text;
    }
    String authority = url.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String query = url.getRawQuery() == null ? "" : "?…";
    return url.getScheme() + "://" + host + url.getRawPath() + query;
  }
}
