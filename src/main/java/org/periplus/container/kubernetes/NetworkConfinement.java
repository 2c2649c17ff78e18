package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.container.ContainerException;
import org.periplus.container.EngineUnavailableException;

/**
 * Keeps pods from a network: by policies, which a cluster may or may not enforce. Whether it does
 * is found out by two pods. Safe for use by several threads.
 */
final class NetworkConfinement {

  private static final System.Logger LOG = System.getLogger(NetworkConfinement.class.getName());
  private static final String ALLOW = "periplus.kubernetes.allow-unenforced-network";
  private static final int CONFLICT = 409;

  /** How long whoever looks has to take its pods away when it is told to stop. */
  private static final Duration TO_STOP = Duration.ofSeconds(10);

  private final KubernetesEngine engine;
  private final ClusterConnection cluster;
  private final KubernetesSettings settings;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile boolean enforced;
  private Optional<Thread> looker = Optional.empty();
  private volatile boolean closed;

  NetworkConfinement(
      KubernetesEngine engine, ClusterConnection cluster, KubernetesSettings settings) {
    this.engine = engine;
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * To be called before a container starts that is to have no network.
   *
   * @throws ContainerException when it would have one, and may not
   */
  void require() throws ContainerException, InterruptedException {
    if (settings.allowUnenforcedNetwork() || enforced) {
      return;
    }
    looking.lockInterruptibly();
    try {
      if (!enforced && isReached()) {
        throw new ContainerException(
            "It is to have no network, and nothing in the cluster enforces network policies:"
                + " install a network that does, or set "
                + ALLOW,
            null);
      }
      enforced = true;
    } finally {
      looking.unlock();
    }
  }

  /** Looks once, beside other work, and says what it has found in the server's log. */
  synchronized void look() {
    if (looker.isPresent() || closed) {
      return;
    }
    Thread thread = new Thread(this::sayWhetherEnforced, "periplus-network-check");
    thread.setDaemon(true);
    thread.start();
    looker = Optional.of(thread);
    // What a killed server has left still runs now, and once the cluster has ended it nobody misses
    // it.
    CompletableFuture.delayedExecutor(
            NetworkProbe.longest(settings).toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::removeLeft);
  }

  private void removeLeft() {
    try {
      if (!closed) {
        NetworkProbe.removeLeft(engine);
      }
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.INFO, "Pods of a former check are left: {0}", e.getMessage());
    }
  }

  /** Stops looking, and takes its pods away. */
  synchronized void close() {
    closed = true;
    looker.ifPresent(
        thread -> {
          thread.interrupt();
          try {
            thread.join(TO_STOP.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void sayWhetherEnforced() {
    try {
      looking.lockInterruptibly();
      try {
        enforced = !isReached();
      } finally {
        looking.unlock();
      }
      if (enforced) {
        LOG.log(System.Logger.Level.INFO, "A pod that is to have no network reaches no other pod");
      } else {
        LOG.log(
            System.Logger.Level.WARNING,
            "Nothing in the cluster enforces network policies: {0}",
            settings.allowUnenforcedNetwork()
                ? "tools that ask for no network have one, as " + ALLOW + " says"
                : "tools that ask for no network are not run (" + ALLOW + ")");
      }
    } catch (ContainerException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Whether the cluster enforces network policies is not known: {0}",
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReached() throws ContainerException, InterruptedException {
    install("none", List.of("Ingress", "Egress"), List.of());
    install("open", List.of("Ingress"), List.of());
    List<NetworkPolicyPeer> peers =
        settings.transfer().map(transfer -> peers(transfer.peers())).orElse(List.of());
    if (!peers.isEmpty()) {
      // Policies add up: this is all that those reach who reach nothing else.
      install("transfer", List.of("Egress"), peers);
    }
    return NetworkProbe.isReached(engine, settings);
  }

  private static List<NetworkPolicyPeer> peers(List<String> entries) {
    Map<String, String> labels = new TreeMap<>();
    List<NetworkPolicyPeer> peers = new ArrayList<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      if (equals < 0) {
        peers.add(
            new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(entry).endIpBlock().build());
      } else {
        labels.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    if (!labels.isEmpty()) {
      peers.add(
          new NetworkPolicyPeerBuilder()
              .withNewPodSelector()
              .withMatchLabels(labels)
              .endPodSelector()
              .build());
    }
    return peers;
  }

  /**
   * Makes a policy, unless it is there.
   *
   * @param network which pods it is for
   * @param ways through which of theirs nothing gets
   * @param but what they reach nevertheless
   */
  private void install(String network, List<String> ways, List<NetworkPolicyPeer> but)
      throws EngineUnavailableException {
    NetworkPolicy policy =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName(PodName.of(settings.owner(), "network-" + network))
            .endMetadata()
            .withNewSpec()
            .withNewPodSelector()
            .addToMatchLabels(PodLabels.selector(settings.owner(), Map.of()))
            .addToMatchLabels(PodLabels.NETWORK, network.equals("open") ? "open" : "none")
            .endPodSelector()
            .withPolicyTypes(ways)
            .withEgress(
                but.isEmpty()
                    ? List.of()
                    : List.of(new NetworkPolicyEgressRuleBuilder().withTo(but).build()))
            .endSpec()
            .build();
    try {
      cluster
          .client()
          .network()
          .v1()
          .networkPolicies()
          .inNamespace(cluster.namespace())
          .resource(policy)
          .create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        ContainerException failure = cluster.failure().of("No policy could be made", e);
        if (failure instanceof EngineUnavailableException unavailable) {
          throw unavailable;
        }
        // Somebody else may have installed one, and the probe tells.
        LOG.log(System.Logger.Level.INFO, failure.getMessage());
      }
    }
  }
}
