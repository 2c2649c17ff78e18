package org.periplus.staging.s3;

import java.net.URI;
import java.util.Locale;
import org.periplus.security.credential.Purpose;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.identity.oidc.exchange.ExchangeConfiguration;
import org.periplus.security.identity.oidc.exchange.ExchangeFailedException;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.SecretHeader;

/** Makes references of URLs, as far as somebody may follow them. Shared by threads. */
public record References(S3Sources objects, SourceUser user) {

  /** The reference of a URL that a user gave. */
  public Reference of(URI url) throws FetchException {
    return switch (scheme(url)) {
      case "http", "https" -> http(Reference.of(url));
      case "s3" -> objects.reference(user, url);
      default ->
          throw new FetchException(
              url, "references of the kind '" + url.getScheme() + ":' are not supported");
    };
  }

  /** All objects whose keys begin as a URL says that a user gave. */
  S3Folder folder(URI url) throws FetchException {
    return objects.folder(user, url);
  }

  /** Whether an asset's URL can be followed at all. */
  public boolean canFollow(URI url) {
    return switch (scheme(url)) {
      case "http", "https" -> true;
      case "s3" -> objects.mayRead(user, url);
      default -> false;
    };
  }

  private Reference http(Reference reference) {
    return user.credentials()
        .header(reference.location())
        .map(secret -> with(reference, secret))
        .or(
            () ->
                user.tokens()
                    .exchange(reference.location())
                    .map(exchange -> with(reference, exchange)))
        .orElse(reference);
  }

  /** What came with somebody's secret is theirs alone. */
  private Reference with(Reference reference, UsableCredentials.Usable secret) {
    Purpose.Header header = (Purpose.Header) secret.purpose();
    return reference.with(
        new SecretHeader(header.name(), secret::value, url -> UsableCredentials.isOf(header, url)),
        secret.scope());
  }

  private Reference with(Reference reference, ExchangeConfiguration exchange) {
    return reference.with(
        new SecretHeader("Authorization", () -> bearer(reference, exchange), exchange::isFor),
        user.tokens().scope());
  }

  private String bearer(Reference reference, ExchangeConfiguration exchange) throws FetchException {
    try {
      return "Bearer " + user.tokens().token(exchange);
    } catch (ExchangeFailedException e) {
      throw e.isProviderAway()
          ? FetchException.ofServer(reference, e.getMessage())
          : new FetchException(reference, e.getMessage());
    }
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
  }
}
