package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.periplus.container.ContainerException;
import org.periplus.container.EngineUnavailableException;

/**
 * What a failed request means.
 *
 * @param server the API server's address
 */
record ApiFailure(String server) {

  private static final System.Logger LOG = System.getLogger(ApiFailure.class.getName());

  static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /** The API server said no, in its own words, or it does not answer. */
  ContainerException of(String what, RuntimeException e) {
    if (e instanceof KubernetesClientException refused && refused.getCode() > 0) {
      return refused.getCode() == TOO_MANY_REQUESTS || refused.getCode() >= SERVER_ERRORS
          ? unavailable(refused)
          : new ContainerException(what + ": " + said(refused), refused);
    }
    return causes(e)
        .filter(cause -> cause instanceof IOException || cause instanceof TimeoutException)
        .findFirst()
        .<ContainerException>map(this::unavailable)
        .orElseGet(() -> unexpected(what, e));
  }

  /** Nothing that the API server said: a mistake of this program or of its server. */
  private static ContainerException unexpected(String what, RuntimeException e) {
    if (!isInterruption(e)) { // As when this server stops
      LOG.log(System.Logger.Level.WARNING, what, e);
    }
    return new ContainerException(what + ": " + e, e);
  }

  private EngineUnavailableException unavailable(Throwable cause) {
    return new EngineUnavailableException(
        "The Kubernetes API server at " + server, "periplus.kubernetes.kubeconfig", cause);
  }

  /** The API server's own sentence. */
  static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getMessage())
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }

  /** Whether a request failed since the thread that made it was interrupted. */
  static boolean isInterruption(RuntimeException e) {
    return causes(e).anyMatch(InterruptedException.class::isInstance);
  }

  /** Whether a request failed since the API server does not allow it. */
  static boolean isForbidden(Exception e) {
    return causes(e)
        .anyMatch(
            cause ->
                cause instanceof KubernetesClientException refusal
                    && refusal.getCode() == FORBIDDEN);
  }

  private static Stream<Throwable> causes(Exception e) {
    return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause);
  }
}
