package org.periplus.staging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.periplus.security.ShownUrl;

/** Fetches single URLs into files, over redirects and broken connections. Shared by threads. */
final class HttpFetch {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final StageInSettings settings;

  HttpFetch(HttpClient client, StageInSettings settings) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "The HTTP client follows redirects by itself, past the egress rule");
    }
    this.client = client;
    this.settings = settings;
  }

  /**
   * A fetched file.
   *
   * @param url where it came from in the end
   */
  record Fetched(URI url, HttpHeaders headers, long size) {}

  private record Answer(URI url, HttpResponse<Boolean> response) {}

  /** The connection broke; what has arrived may be continued. */
  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  /**
   * Fetches a URL.
   *
   * @param file where to; replaced when it is there
   */
  Fetched fetch(URI url, Path file, ByteBudget budget) throws FetchException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      Transfer transfer = new Transfer(channel, budget);
      for (int retriesLeft = settings.retries(); ; retriesLeft--) {
        try {
          Answer answer = follow(url, transfer);
          return new Fetched(answer.url(), answer.response().headers(), transfer.received());
        } catch (BrokenException e) {
          if (retriesLeft <= 0) {
            throw new FetchException(
                url,
                "the connection broke after %d bytes (%s)"
                    .formatted(transfer.received(), e.getMessage()));
          }
        }
      }
    } catch (IOException e) {
      throw new FetchException(url, new Transfer.DiskException(e).getMessage());
    }
  }

  private Answer follow(URI first, Transfer transfer) throws FetchException, BrokenException {
    URI url = first;
    for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
      check(first, url);
      HttpResponse<Boolean> response = ask(first, url, transfer);
      int status = response.statusCode();
      if (REDIRECTS.contains(status)) {
        url = redirect(first, url, response.headers());
      } else if (response.body()) {
        return new Answer(url, response);
      } else if (status == 206 || status == 416) {
        transfer.forget();
        throw new BrokenException("the server could not continue");
      } else {
        throw new FetchException(first, HttpFailures.status(status));
      }
    }
    throw new FetchException(first, "more than " + settings.maxRedirects() + " redirects");
  }

  private void check(URI first, URI url) throws FetchException {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw new FetchException(first, "it is redirected to a URL that is not http or https");
    }
    if (url.getHost() == null) {
      throw new FetchException(first, "the URL has no valid host name");
    }
    if (url.getRawUserInfo() != null) {
      throw new FetchException(first, "a URL with a user name or password is not accepted");
    }
    if (!settings.egress().test(url)) {
      String where = url.equals(first) ? "" : " (redirected to " + ShownUrl.of(url) + ")";
      throw new FetchException(first, "this server is not allowed to reach that address" + where);
    }
  }

  private HttpResponse<Boolean> ask(URI first, URI url, Transfer transfer)
      throws FetchException, BrokenException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(settings.responseTimeout())
            .header("User-Agent", "Periplus");
    transfer
        .resumable()
        .ifPresent(
            validator ->
                request
                    .header("Range", "bytes=" + transfer.received() + "-")
                    .header("If-Range", validator));
    CompletableFuture<HttpResponse<Boolean>> answer = client.sendAsync(request.build(), transfer);
    try {
      return await(answer, transfer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchException(first, "the download was interrupted");
    } catch (ExecutionException e) {
      Optional<String> lasting = HttpFailures.lasting(e.getCause(), settings.responseTimeout());
      if (lasting.isPresent()) {
        throw new FetchException(first, lasting.get());
      }
      throw new BrokenException(String.valueOf(e.getCause().getMessage()));
    } finally {
      answer.cancel(true);
    }
  }

  /** Waits as long as something arrives. */
  private HttpResponse<Boolean> await(
      CompletableFuture<HttpResponse<Boolean>> answer, Transfer transfer)
      throws InterruptedException, ExecutionException, BrokenException {
    long patience = settings.idleTimeout().plus(settings.responseTimeout()).toMillis();
    for (long before = -1; ; ) {
      try {
        return answer.get(patience, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (transfer.received() == before) {
          throw new BrokenException(
              "nothing arrived for " + settings.idleTimeout().toSeconds() + " s");
        }
        before = transfer.received();
        patience = settings.idleTimeout().toMillis();
      }
    }
  }

  private static URI redirect(URI first, URI url, HttpHeaders headers) throws FetchException {
    String location = headers.firstValue("Location").orElse("");
    try {
      URI next = url.resolve(location);
      if (location.isEmpty()) {
        throw new FetchException(first, "the server redirects without saying where to");
      }
      if (url.getScheme().equalsIgnoreCase("https")
          && String.valueOf(next.getScheme()).equalsIgnoreCase("http")) {
        throw new FetchException(first, "it is redirected from https to http");
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw new FetchException(first, "the server redirects to something that is no URL");
    }
  }
}
