package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.periplus.container.ContainerException;
import org.periplus.container.EngineUnavailableException;

/**
 * What a failed request means.
 *
 * @param server the API server's address
 */
record ApiFailure(String server) {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /** The API server said no, in its own words, or it does not answer. */
  ContainerException of(String what, RuntimeException e) {
    if (e instanceof KubernetesClientException refused && refused.getCode() > 0) {
      return refused.getCode() == TOO_MANY_REQUESTS || refused.getCode() >= SERVER_ERRORS
          ? unavailable(refused)
          : new ContainerException(what + ": " + said(refused), refused);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof TimeoutException) {
        return unavailable(cause);
      }
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
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }
}
