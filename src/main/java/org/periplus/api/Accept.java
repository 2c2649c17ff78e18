package org.periplus.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** The header {@code Accept} of a request. */
public final class Accept {

  private Accept() {}

  /** Whether a client would rather have a page than JSON. */
  public static boolean prefersPage(HttpHeaders headers) {
    MediaType first = headers.getAcceptableMediaTypes().get(0);
    return !first.isWildcardType()
        && !first.isWildcardSubtype()
        && MediaType.TEXT_HTML_TYPE.isCompatible(first);
  }
}
