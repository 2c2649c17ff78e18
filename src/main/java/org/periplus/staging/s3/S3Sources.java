package org.periplus.staging.s3;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The object stores that inputs may be read from, by tenant. An object is fetched by a signed link,
 * made anew for each attempt: so it comes the same way as any other file, with ranges, conditions
 * and retries. Shared by threads.
 */
@Service
public class S3Sources implements AutoCloseable {

  private static final Duration LINK_LIFE = Duration.ofHours(1);
  private static final int KEPT = 256;

  private final S3SourceConfiguration configuration;
  private final TenantKeys tenants;
  private final Map<S3SourceConfiguration, S3Presigner> signers = new ConcurrentHashMap<>();
  private final Map<S3SourceConfiguration, S3Client> clients = new ConcurrentHashMap<>();

  @Inject
  public S3Sources(S3SourceConfiguration configuration, TenantKeys tenants) {
    this.configuration = configuration;
    this.tenants = tenants;
  }

  /** No object store. */
  public static S3Sources none() {
    return new S3Sources(S3SourceConfiguration.NONE, TenantKeys.NONE);
  }

  /**
   * How somebody reads a bucket.
   *
   * @param scope whose what comes is: one's copy is never another's
   */
  private record Source(S3SourceConfiguration configuration, String scope) {}

  /** Whether somebody's input may name an object. */
  boolean mayRead(SourceUser user, URI url) {
    return url.getAuthority() != null
        && sourceOf(user, url).configuration().names(url.getAuthority());
  }

  /** With the user's own keys for the bucket, if they have any. */
  private Source sourceOf(SourceUser user, URI url) {
    S3SourceConfiguration all = configuration.of(user.tenant(), tenants);
    return user.credentials()
        .bucket(String.valueOf(url.getAuthority()))
        .map(keys -> new Source(all.with(keys.user(), keys.password()), keys.scope()))
        .orElseGet(() -> new Source(all, user.tenant()));
  }

  /**
   * The reference of {@code s3://bucket/key}.
   *
   * @throws FetchException when the tenant may not read it
   */
  Reference reference(SourceUser user, URI url) throws FetchException {
    String bucket = String.valueOf(url.getAuthority());
    String key = key(url);
    if (key.isEmpty()) {
      throw new FetchException(url, "it names no object: s3://BUCKET/KEY is expected");
    }
    Source source = requireSource(user, url);
    return new Reference(
        "s3://" + bucket + "/" + key,
        url,
        "s3 " + source.scope(),
        () -> sign(source.configuration(), url),
        true,
        Optional.empty());
  }

  /**
   * All objects of {@code s3://bucket/prefix/}.
   *
   * @throws FetchException when the tenant may not read them
   */
  S3Folder folder(SourceUser user, URI url) throws FetchException {
    S3SourceConfiguration own = requireSource(user, url).configuration();
    try {
      S3Client client = kept(clients).computeIfAbsent(own, each -> each.access().client());
      return new S3Folder(client, url.getAuthority(), key(url));
    } catch (SdkException e) {
      throw withoutCredentials(url, e);
    }
  }

  private Source requireSource(SourceUser user, URI url) throws FetchException {
    Source source = sourceOf(user, url);
    if (url.getAuthority() == null || !source.configuration().names(url.getAuthority())) {
      throw new FetchException(
          url,
          "periplus.staging.in.s3.buckets does not name the bucket '" + url.getAuthority() + "'");
    }
    return source;
  }

  private static String key(URI url) {
    return url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
  }

  private static FetchException withoutCredentials(URI url, SdkException e) {
    return new FetchException(url, "the server has no credentials for it: " + e.getMessage());
  }

  private URI sign(S3SourceConfiguration own, URI url) throws FetchException {
    try {
      return URI.create(
          kept(signers)
              .computeIfAbsent(own, each -> each.access().presigner())
              .presignGetObject(
                  sign ->
                      sign.signatureDuration(LINK_LIFE)
                          .getObjectRequest(
                              object -> object.bucket(url.getAuthority()).key(key(url))))
              .url()
              .toString());
    } catch (SdkException e) {
      throw withoutCredentials(url, e);
    }
  }

  /** Keys of users come and go: when there are many, all begin anew. */
  private static <T> Map<S3SourceConfiguration, T> kept(Map<S3SourceConfiguration, T> made) {
    if (made.size() > KEPT) {
      made.clear();
    }
    return made;
  }

  @Override
  @PreDestroy
  public void close() {
    signers.values().forEach(S3Presigner::close);
    signers.clear();
    clients.values().forEach(S3Client::close);
    clients.clear();
  }
}
