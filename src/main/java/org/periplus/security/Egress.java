package org.periplus.security;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;

/**
 * The egress rule of this server or of a tenant, and small downloads that obey it. Only http and
 * https; private addresses only where the configuration names them; never an address of the local
 * link, where clouds keep the credentials of their machines. Threads share it.
 */
@Service
public class Egress {

  private static final int MAX_REDIRECTS = 5;

  private final EgressConfiguration configuration;
  private final EgressRule rule;
  private final CloseableHttpClient client;
  private final TenantKeys tenants;

  /** Of those tenants that have one of their own: as many as the configuration names at most. */
  private final Map<String, Egress> own = new ConcurrentHashMap<>();

  @Inject
  public Egress(EgressConfiguration configuration, TenantKeys tenants) {
    this(configuration, tenants, EgressConfiguration.ALLOW);
  }

  /**
   * With one rule for all tenants, and for one purpose.
   *
   * @param allowKey the key that lists what is allowed, for those who are refused
   */
  public Egress(EgressConfiguration configuration, String allowKey) {
    this(configuration, TenantKeys.NONE, allowKey);
  }

  private Egress(EgressConfiguration configuration, TenantKeys tenants, String allowKey) {
    this.configuration = configuration;
    this.tenants = tenants;
    rule = EgressRule.of(configuration, allowKey);
    client = EgressClient.of(rule, configuration.timeout(), configuration.timeout());
  }

  /** With one rule for all tenants. */
  public Egress(EgressConfiguration configuration) {
    this(configuration, TenantKeys.NONE);
  }

  /** What a tenant may ask: by a rule of its own, if the configuration has one. */
  public Egress of(String tenant) {
    Egress known = own.get(tenant);
    if (known != null) {
      return known;
    }
    return configuration
        .own(tenant, tenants)
        .map(its -> own.computeIfAbsent(tenant, name -> new Egress(its)))
        .orElse(this);
  }

  /** The rules of all tenants, for who asks other servers in ways of their own. */
  public EgressRules rules() {
    return tenant -> of(tenant).rule();
  }

  /** The rule, for who asks other servers in ways of their own. */
  public EgressRule rule() {
    return rule;
  }

  /**
   * A client whose connections obey the rule, also when a name changes its address after the check.
   * It does not follow redirects. This object closes it.
   */
  public CloseableHttpClient client() {
    return client;
  }

  /**
   * Checks one URL. Redirections must be checked again by who follows them.
   *
   * @throws EgressException if it may not be asked for
   */
  public void check(URI uri) {
    rule.check(uri);
  }

  /**
   * Downloads a text document.
   *
   * @throws EgressException if it may not be asked for, does not come in time, or is too large
   */
  public String text(URI uri) {
    URI current = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      check(current); // before the client, which has no words for what is no address
      Reply reply = send(new HttpGet(current), current);
      if (reply.isRedirect()) {
        current = redirected(current, reply.location().get());
      } else if (reply.status() == 200) {
        return reply.text();
      } else {
        throw new EgressException(
            "'" + ShownUrl.of(current) + "' answered with status " + reply.status() + ".");
      }
    }
    throw new EgressException("'" + ShownUrl.of(uri) + "' redirects too often.");
  }

  private static URI redirected(URI uri, String location) {
    try {
      return uri.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new EgressException(
          "'" + ShownUrl.of(uri) + "' redirects to something that is no URL.", e);
    }
  }

  /**
   * What a server answered.
   *
   * @param location where it sends who asked
   * @param mediaType of the text
   * @param text of an answer that is no success as much as documents may have
   */
  public record Reply(
      int status, Optional<String> location, Optional<String> mediaType, String text) {

    boolean isRedirect() {
      return status / 100 == 3 && location.isPresent();
    }
  }

  /**
   * Sends one request, and follows no redirect.
   *
   * @throws EgressException if it may not be sent, is not answered in time, or if the answer is too
   *     large
   */
  public Reply send(HttpUriRequestBase request, URI uri) {
    check(uri);
    CompletableFuture.delayedExecutor(configuration.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .execute(request::cancel);
    try {
      return client.execute(request, response -> reply(uri, response));
    } catch (ConnectTimeoutException e) {
      throw new EgressException(late(uri), e);
    } catch (ConnectException e) {
      throw new EgressException("'" + ShownUrl.of(uri) + "' cannot be reached: no connection.", e);
    } catch (UnknownHostException e) {
      throw new EgressException(
          "'" + ShownUrl.of(uri) + "' cannot be reached: there is no such host.", e);
    } catch (InterruptedIOException e) {
      throw new EgressException(late(uri), e);
    } catch (IOException e) {
      throw new EgressException(
          request.isCancelled()
              ? late(uri)
              : "'" + ShownUrl.of(uri) + "' cannot be read: " + e.getMessage(),
          e);
    }
  }

  private String late(URI uri) {
    return "'" + ShownUrl.of(uri) + "' did not answer within " + configuration.timeout() + ".";
  }

  private Reply reply(URI uri, ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    return new Reply(
        response.getCode(),
        Optional.ofNullable(response.getFirstHeader("Location")).map(Header::getValue),
        Optional.ofNullable(entity).map(HttpEntity::getContentType),
        entity == null ? "" : read(uri, response.getCode(), entity.getContent()));
  }

  private String read(URI uri, int status, InputStream body) throws IOException {
    int most = Math.toIntExact(configuration.maxDocumentSize().bytes());
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most && status == 200) {
      throw new EgressException("'" + ShownUrl.of(uri) + "' is larger than " + most + " bytes.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Ends its connections. */
  @PreDestroy
  public void close() {
    own.values().forEach(Egress::close);
    client.close(CloseMode.GRACEFUL);
  }
}
