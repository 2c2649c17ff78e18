package org.periplus.staging.fetch;

import java.net.URI;
import org.periplus.security.ShownUrl;

/** A reference that cannot be fetched, told by code that does not know the input's name. */
public final class FetchException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reference;

  private final boolean sourceAway;

  public FetchException(String reference, String reason) {
    this(reference, reason, false);
  }

  private FetchException(String reference, String reason, boolean sourceAway) {
    super(reason);
    this.reference = reference;
    this.sourceAway = sourceAway;
  }

  /** A server did not answer as it should, which may pass. */
  public static FetchException ofServer(Reference reference, String reason) {
    return new FetchException(reference.name(), reason, true);
  }

  public FetchException(Reference reference, String reason) {
    this(reference.name(), reason);
  }

  public FetchException(URI url, String reason) {
    this(ShownUrl.of(url), reason);
  }

  /** Whether a server did not answer as it should, which may pass. */
  public boolean sourceAway() {
    return sourceAway;
  }

  public String reference() {
    return reference;
  }
}
