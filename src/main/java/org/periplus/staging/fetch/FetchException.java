package org.periplus.staging.fetch;

import java.net.URI;
import org.periplus.security.ShownUrl;

/** A reference that cannot be fetched, told by code that does not know the input's name. */
public final class FetchException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reference;

  public FetchException(String reference, String reason) {
    super(reason);
    this.reference = reference;
  }

  public FetchException(Reference reference, String reason) {
    this(reference.name(), reason);
  }

  public FetchException(URI url, String reason) {
    this(ShownUrl.of(url), reason);
  }

  public String reference() {
    return reference;
  }
}
