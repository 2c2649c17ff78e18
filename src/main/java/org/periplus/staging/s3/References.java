package org.periplus.staging.s3;

import java.net.URI;
import java.util.Locale;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;

/** Makes references of URLs, as far as a tenant may follow them. Shared by threads. */
public record References(S3Sources objects, String tenant) {

  /** The reference of a URL that a user gave. */
  public Reference of(URI url) throws FetchException {
    return switch (scheme(url)) {
      case "http", "https" -> Reference.of(url);
      case "s3" -> objects.reference(tenant, url);
      default ->
          throw new FetchException(
              url, "references of the kind '" + url.getScheme() + ":' are not supported");
    };
  }

  /** All objects whose keys begin as a URL says that a user gave. */
  S3Folder folder(URI url) throws FetchException {
    return objects.folder(tenant, url);
  }

  /** Whether an asset's URL can be followed at all. */
  public boolean canFollow(URI url) {
    return switch (scheme(url)) {
      case "http", "https" -> true;
      case "s3" -> objects.mayRead(tenant, url);
      default -> false;
    };
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
  }
}
