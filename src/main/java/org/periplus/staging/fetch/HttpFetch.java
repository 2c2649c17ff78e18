package org.periplus.staging.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.periplus.configuration.Backoff;
import org.periplus.security.EgressClient;
import org.periplus.security.EgressException;
import org.periplus.security.EgressRule;
import org.periplus.security.ShownUrl;

/**
 * Fetches single references into files, over redirects and broken connections. Shared by threads.
 */
public final class HttpFetch implements AutoCloseable {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  /** An attempt that brings so much was worth it, however it ended. */
  private static final long WORTH_IT = 64 * 1024;

  private final StageInConfiguration configuration;
  private final EgressRule rule;
  private final CloseableHttpClient client;
  private final CloseableHttpClient clientOfOperator;

  public HttpFetch(StageInConfiguration configuration, EgressRule rule) {
    this.configuration = configuration;
    this.rule = rule;
    client = client(rule);
    clientOfOperator = client(EgressRule.none());
  }

  private CloseableHttpClient client(EgressRule clientRule) {
    return EgressClient.of(clientRule, configuration.connectTimeout(), configuration.idleTimeout());
  }

  /** What is asked for only when it has changed. */
  public record Validators(Optional<String> entityTag, Optional<String> lastModified) {
    public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

    static Validators of(HttpResponse answer) {
      return new Validators(
          Transfer.value(answer, "ETag"), Transfer.value(answer, "Last-Modified"));
    }

    private void addTo(HttpGet request) {
      entityTag.ifPresent(tag -> request.setHeader("If-None-Match", tag));
      lastModified.ifPresent(date -> request.setHeader("If-Modified-Since", date));
    }
  }

  /**
   * How a fetch ended.
   *
   * @param changed whether the file has come; false when it is as it was
   * @param url where it came from in the end
   * @param name what the server calls it
   * @param shareable whether others may have what came, by the server's word
   */
  public record Fetched(
      boolean changed, URI url, String name, Validators validators, boolean shareable) {}

  /**
   * Fetches a reference.
   *
   * @param known what is here already, of which nothing is fetched when it is still the same
   */
  public Fetched fetch(
      Reference reference, Transfer transfer, Validators known, Downloads downloads)
      throws FetchException {
    int failures = 0;
    long most = transfer.received();
    while (true) {
      try {
        return attempt(reference, transfer, known, downloads);
      } catch (TransientException e) {
        failures = transfer.received() >= most + WORTH_IT ? 1 : failures + 1;
        most = Math.max(most, transfer.received());
        if (failures > configuration.retries()) {
          throw FetchException.ofServer(
              reference,
              e.getMessage() + (failures > 1 ? " (after " + failures + " attempts)" : ""));
        }
        downloads.pause(reference, delay(failures, e.retryAfter()));
      }
    }
  }

  /** The pause after a failure, or the longer one that the server asks for. */
  private Duration delay(int failures, Optional<Duration> wanted) {
    Duration chosen = new Backoff(configuration.retryDelay(), LONGEST_DELAY).delayAfter(failures);
    return wanted.filter(d -> d.compareTo(chosen) > 0).orElse(chosen);
  }

  private Fetched attempt(
      Reference reference, Transfer transfer, Validators known, Downloads downloads)
      throws FetchException, TransientException {
    URI url = reference.link().make();
    boolean ofOperator = reference.ofOperator();
    for (int redirects = 0; redirects <= configuration.maxRedirects(); redirects++) {
      check(reference, url, redirects > 0, ofOperator);
      HttpGet request = request(url, transfer, known);
      addHeader(reference, url, request);
      downloads.begin(reference, request);
      try (ClassicHttpResponse answer =
          (ofOperator ? clientOfOperator : client).executeOpen(null, request, null)) {
        if (!REDIRECTS.contains(answer.getCode())) {
          return answered(reference, url, answer, transfer, downloads);
        }
        url = redirect(reference, url, answer);
        ofOperator = false;
      } catch (EgressException e) {
        throw refused(reference, url, redirects > 0, e);
      } catch (IOException e) {
        throw failure(reference, e, transfer, downloads);
      } finally {
        downloads.ended(request);
      }
    }
    throw new FetchException(reference, "more than " + configuration.maxRedirects() + " redirects");
  }

  /** Each redirect is judged anew: what opens one server is never told to another. */
  private static void addHeader(Reference reference, URI url, HttpGet request)
      throws FetchException {
    Optional<SecretHeader> header = reference.header().filter(one -> one.servers().test(url));
    if (header.isPresent()) {
      request.setHeader(header.get().name(), header.get().value().now());
    }
  }

  private static HttpGet request(URI url, Transfer transfer, Validators known) {
    HttpGet request = new HttpGet(url);
    Optional<String> validator = transfer.resumable();
    if (validator.isPresent()) {
      request.setHeader("Range", "bytes=" + transfer.received() + "-");
      request.setHeader("If-Range", validator.get());
    } else {
      known.addTo(request);
    }
    return request;
  }

  private Fetched answered(
      Reference reference,
      URI url,
      ClassicHttpResponse answer,
      Transfer transfer,
      Downloads downloads)
      throws IOException, FetchException, TransientException {
    switch (answer.getCode()) {
      case 200 -> transfer.begin(answer, downloads);
      case 206 -> {
        if (!transfer.continues(answer)) {
          transfer.forget();
          throw new TransientException("the server could not continue");
        }
      }
      case 304 -> {
        return fetched(false, url, answer);
      }
      case 416 -> {
        transfer.forget();
        throw new TransientException("the server has less than it had announced");
      }
      default -> throw HttpStatus.failure(reference, answer);
    }
    if (answer.getEntity() != null) {
      transfer.take(answer.getEntity().getContent(), downloads);
    }
    transfer.verify();
    return fetched(true, url, answer);
  }

  private static Fetched fetched(boolean changed, URI url, ClassicHttpResponse answer) {
    String control = Transfer.value(answer, "Cache-Control").orElse("");
    boolean shareable = !control.contains("no-store") && !control.contains("private");
    return new Fetched(changed, url, ServedName.of(answer), Validators.of(answer), shareable);
  }

  private void check(Reference reference, URI url, boolean redirected, boolean ofOperator)
      throws FetchException {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw new FetchException(reference, "it is redirected to a URL that is not http or https");
    }
    if (url.getHost() == null) {
      throw new FetchException(reference, "the URL has no valid host name");
    }
    if (url.getRawUserInfo() != null) {
      throw new FetchException(reference, "a URL with a user name or password is not accepted");
    }
    if (ofOperator) {
      return;
    }
    try {
      rule.check(url);
    } catch (EgressException e) {
      if (e.getCause() instanceof UnknownHostException) {
        throw new FetchException(reference, "the host name is unknown");
      }
      throw refused(reference, url, redirected, e);
    }
  }

  private static FetchException refused(
      Reference reference, URI url, boolean redirected, EgressException e) {
    String where = redirected ? " (redirected to " + ShownUrl.of(url) + ")" : "";
    String reason = e.getMessage().replaceFirst("^'.*' is refused: ", "").replaceFirst("\\.$", "");
    return new FetchException(
        reference, "this server is not allowed to reach that address" + where + ": " + reason);
  }

  private FetchException failure(
      Reference reference, IOException e, Transfer transfer, Downloads downloads)
      throws TransientException {
    if (downloads.isStopped()) {
      return downloads.stopped(reference);
    }
    return ConnectionFailure.lasting(reference, e, transfer, configuration);
  }

  private static URI redirect(Reference reference, URI url, HttpResponse answer)
      throws FetchException {
    String location = Transfer.value(answer, "Location").orElse("");
    try {
      URI next = url.resolve(location);
      if (location.isEmpty()) {
        throw new FetchException(reference, "the server redirects without saying where to");
      }
      if (url.getScheme().equalsIgnoreCase("https")
          && String.valueOf(next.getScheme()).equalsIgnoreCase("http")) {
        throw new FetchException(reference, "it is redirected from https to http");
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw new FetchException(reference, "the server redirects to something that is no URL");
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    clientOfOperator.close(CloseMode.IMMEDIATE);
  }
}
