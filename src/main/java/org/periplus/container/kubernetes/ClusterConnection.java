package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/**
 * A connection to a cluster's API server.
 *
 * @param namespace the one that this program works in
 * @param failure what a failed request means
 */
record ClusterConnection(KubernetesClient client, String namespace, ApiFailure failure) {

  /** Whoever waits for the cluster tries again in its own time. */
  private static final int RETRIES = 2;

  static ClusterConnection of(KubernetesSettings settings) {
    Config config =
        settings
            .kubeconfig()
            .map(file -> Config.fromKubeconfig(file.toFile()))
            .orElseGet(() -> Config.autoConfigure(null));
    // Streams of one HTTP/2 connection are counted, and each running pod has one for its log.
    config.setHttp2Disable(true);
    config.setRequestRetryBackoffLimit(RETRIES);
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    String usual = config.getNamespace() == null ? "default" : config.getNamespace();
    return new ClusterConnection(
        client,
        settings.namespace().orElse(usual),
        new ApiFailure(client.getMasterUrl().toString()));
  }
}
