package org.periplus.staging;

import java.net.URI;
import org.periplus.security.ShownUrl;

/** A reference that cannot be fetched, told by code that does not know the input's name. */
final class FetchException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reference;

  FetchException(String reference, String reason) {
    super(reason);
    this.reference = reference;
  }

  FetchException(Reference reference, String reason) {
    this(reference.name(), reason);
  }

  FetchException(URI url, String reason) {
    this(ShownUrl.of(url), reason);
  }

  String reference() {
    return reference;
  }
}
