package org.periplus.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for requests to other servers, and small downloads that obey it. Only http and https;
 * never an address of the local link, where clouds keep the credentials of their machines. Threads
 * share it.
 */
@ApplicationScoped
public class Egress {

  private static final int MAX_REDIRECTS = 5;

  private final EgressConfiguration configuration;
  private final HttpClient client;

  /** For CDI's proxy alone. */
  protected Egress() {
    configuration = null;
    client = null;
  }

  @Inject
  public Egress(EgressConfiguration configuration) {
    this.configuration = configuration;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(configuration.timeout())
            .build();
  }

  /**
   * Checks one URL. Redirections must be checked again by who follows them.
   *
   * @throws EgressException if it may not be asked for
   */
  public void check(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new EgressException("'" + uri + "' is refused: only http and https are allowed.");
    }
    String host = uri.getHost();
    if (host == null) {
      throw new EgressException("'" + uri + "' is refused: it names no host.");
    }
    if (!matches(configuration.allow(), host)) {
      throw new EgressException("'" + uri + "' is refused: periplus.egress.allow leaves it out.");
    }
    if (matches(configuration.deny(), host)) {
      throw new EgressException("'" + uri + "' is refused by periplus.egress.deny.");
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
          throw new EgressException(
              "'" + uri + "' is refused: it is an address of the local link.");
        }
      }
    } catch (UnknownHostException e) {
      throw new EgressException("'" + uri + "' cannot be reached: there is no such host.", e);
    }
  }

  /**
   * Downloads a text document.
   *
   * @throws EgressException if it may not be asked for, does not come in time, or is too large
   */
  public String text(URI uri) {
    URI current = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      check(current);
      try {
        HttpResponse<InputStream> response =
            client.send(
                HttpRequest.newBuilder(current).timeout(configuration.timeout()).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
          Optional<String> location = response.headers().firstValue("location");
          if (response.statusCode() / 100 == 3 && location.isPresent()) {
            current = current.resolve(location.get());
            continue;
          }
          if (response.statusCode() != 200) {
            throw new EgressException(
                "'" + current + "' answered with status " + response.statusCode() + ".");
          }
          return read(current, body);
        }
      } catch (ConnectException e) {
        throw new EgressException("'" + current + "' cannot be reached: no connection.", e);
      } catch (HttpTimeoutException e) {
        throw new EgressException(
            "'" + current + "' did not answer within " + configuration.timeout() + ".", e);
      } catch (IOException e) {
        throw new EgressException("'" + current + "' cannot be read: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EgressException("'" + current + "' was not read: interrupted.", e);
      }
    }
    throw new EgressException("'" + uri + "' redirects too often.");
  }

  private String read(URI uri, InputStream body) throws IOException {
    int most = Math.toIntExact(configuration.maxDocumentSize().bytes());
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new EgressException("'" + uri + "' is larger than " + most + " bytes.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean matches(List<String> patterns, String host) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                Pattern.compile(
                        "\\Q" + pattern.strip().replace("*", "\\E.*\\Q") + "\\E",
                        Pattern.CASE_INSENSITIVE)
                    .matcher(host)
                    .matches());
  }
}
