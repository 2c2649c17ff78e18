package org.periplus.callback;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.periplus.job.callback.DueCallback;
import org.periplus.security.EgressClient;
import org.periplus.security.EgressException;
import org.periplus.security.EgressRule;
import org.periplus.security.EgressRules;

/** Posts deliveries to subscribers, as far as the egress rule lets it. Threads share it. */
final class CallbackSender implements AutoCloseable {

  /** The same for each attempt of one delivery, so that a subscriber can tell repetitions. */
  private static final String DELIVERY_HEADER = "Periplus-Delivery";

  private final CallbackConfiguration configuration;
  private final CallbackKeys keys;
  private final EgressRules rules;
  private final Map<EgressRule, CloseableHttpClient> clients = new ConcurrentHashMap<>();
  private final Clock clock = Clock.systemUTC();

  CallbackSender(CallbackConfiguration configuration, CallbackKeys keys, EgressRules rules) {
    this.configuration = configuration;
    this.keys = keys;
    this.rules = rules;
  }

  /** The subscriber did not take a delivery. */
  static final class NotTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> LATER =
        Set.of(
            HttpStatus.SC_REQUEST_TIMEOUT,
            HttpStatus.SC_TOO_EARLY,
            HttpStatus.SC_TOO_MANY_REQUESTS);

    private final boolean refused;

    NotTakenException(int status) {
      super("it answered with status " + status);
      refused = status / 100 == 4 && !LATER.contains(status);
    }

    NotTakenException(Throwable cause) {
      super(cause.getMessage(), cause);
      refused = false;
    }

    /** Whether the subscriber says that it does not want it, now or later. */
    boolean refused() {
      return refused;
    }
  }

  /**
   * Delivers; any status of success counts as taken.
   *
   * @throws NotTakenException if it was not taken, or may not be sent there
   */
  void send(DueCallback callback, CallbackBodies.Body body) throws NotTakenException {
    EgressRule rule = rules.of(callback.job().tenant());
    try {
      rule.check(URI.create(callback.uri()));
      HttpPost request = request(callback, body);
      CompletableFuture<Void> inTime = new CompletableFuture<>();
      CompletableFuture<Void> unused =
          inTime
              .orTimeout(configuration.timeout().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((done, late) -> cancelWhen(late, request));
      int status = client(rule).execute(request, response -> response.getCode());
      inTime.complete(null);
      if (status / 100 != 2) {
        throw new NotTakenException(status);
      }
    } catch (EgressException | IOException e) {
      throw new NotTakenException(e);
    }
  }

  private CloseableHttpClient client(EgressRule rule) {
    return clients.computeIfAbsent(
        rule, its -> EgressClient.of(its, configuration.timeout(), configuration.timeout()));
  }

  private static void cancelWhen(Throwable late, HttpPost request) {
    if (late != null) {
      request.cancel();
    }
  }

  private HttpPost request(DueCallback callback, CallbackBodies.Body body) {
    byte[] content = body.content().getBytes(StandardCharsets.UTF_8);
    HttpPost request = new HttpPost(callback.uri());
    request.setEntity(new ByteArrayEntity(content, ContentType.parse(body.mediaType())));
    request.setHeader(DELIVERY_HEADER, callback.id() + "-" + callback.news());
    keys.signer(callback.job().tenant())
        .sign(clock.instant(), content)
        .ifPresent(signature -> request.setHeader(TenantSigner.HEADER, signature));
    return request;
  }

  @Override
  public void close() {
    clients.values().forEach(client -> client.close(CloseMode.GRACEFUL));
  }
}
