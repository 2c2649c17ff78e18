package org.periplus.staging;

import java.net.URI;

/** A reference that cannot be fetched, told by code that does not know the input's name. */
final class FetchException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reference;

  FetchException(String reference, String reason) {
    super(reason);
    this.reference = reference;
  }

  FetchException(URI url, String reason) {
    this(shown(url), reason);
  }

  String reference() {
    return reference;
  }

  /** A URL without what may be secret: user, password, query parameters. */
  static String shown(URI url) {
    if (url.isOpaque() || url.getRawAuthority() == null) {
      String text = url.toString();
      return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
    String authority = url.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String query = url.getRawQuery() == null ? "" : "?…";
    return url.getScheme() + "://" + host + url.getRawPath() + query;
  }
}
