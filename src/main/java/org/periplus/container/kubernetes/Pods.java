package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The pods of one owner. All that becomes of them comes by one informer, which resumes where its
 * connection broke, and lists them anew when the API server no longer knows that point. Safe for
 * use by several threads.
 */
final class Pods implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Pods.class.getName());

  /** What the informer has not seen after this time may have been made and gone unseen. */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  private static final long PAGE = 500;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final String namespace;
  private final String owner;
  private final Map<String, FollowedPod> followed = new ConcurrentHashMap<>();
  private SharedIndexInformer<Pod> informer;
  private volatile boolean closed;

  Pods(KubernetesClient client, String namespace, String owner) {
    this.client = client;
    this.namespace = namespace;
    this.owner = owner;
  }

  /** Follows a pod, whether it is there or not, until it is {@linkplain #forget forgotten}. */
  FollowedPod follow(String name) {
    watch();
    return followed.computeIfAbsent(name, FollowedPod::new);
  }

  /** The pod, if it is followed. */
  Optional<FollowedPod> followed(String name) {
    return Optional.ofNullable(followed.get(name));
  }

  /**
   * A pod was made, or found, that is followed. What the informer has said of it before this was
   * known is what it has in its store.
   */
  void known(FollowedPod pod, Pod found) {
    pod.is(found);
    stored(pod.name()).ifPresent(pod::seen);
  }

  /** Follows a pod no more: for who still waits for it, it is gone. */
  void forget(String name) {
    Optional.ofNullable(followed.remove(name)).ifPresent(FollowedPod::gone);
  }

  private synchronized void watch() {
    if (informer != null || closed) {
      return;
    }
    informer =
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(PodLabels.selector(owner, Map.of()))
            .runnableInformer(0)
            .exceptionHandler((started, failure) -> true)
            .addEventHandler(new Events());
    var unused = informer.start();
    lookLater();
  }

  private final class Events implements ResourceEventHandler<Pod> {

    @Override
    public void onAdd(Pod pod) {
      pod(pod).ifPresent(each -> each.seen(pod));
    }

    @Override
    public void onUpdate(Pod old, Pod pod) {
      pod(pod).ifPresent(each -> each.seen(pod));
    }

    @Override
    public void onDelete(Pod pod, boolean unseen) {
      pod(pod).ifPresent(each -> each.gone(pod, unseen));
    }

    private Optional<FollowedPod> pod(Pod pod) {
      return followed(pod.getMetadata().getName());
    }
  }

  private void lookLater() {
    CompletableFuture.delayedExecutor(UNSEEN.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::lookForUnseen);
  }

  /** No event tells of a pod that was made and deleted while there was no connection. */
  private void lookForUnseen() {
    if (closed) {
      return;
    }
    Instant before = Instant.now().minus(UNSEEN);
    for (FollowedPod pod : List.copyOf(followed.values())) {
      if (pod.isMadeBefore(before) && isUnseen(pod.name())) {
        try {
          if (find(pod.name()).isEmpty()) {
            pod.gone();
          }
        } catch (KubernetesClientException e) {
          LOG.log(System.Logger.Level.DEBUG, "Pod {0} is looked for later", pod.name(), e);
        }
      }
    }
    lookLater();
  }

  private synchronized boolean isUnseen(String name) {
    return informer.isWatching() && stored(name).isEmpty();
  }

  private synchronized Optional<Pod> stored(String name) {
    return Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + name));
  }

  PodResource resource(String name) {
    return client.pods().inNamespace(namespace).withName(name);
  }

  Optional<Pod> find(String name) {
    return Optional.ofNullable(resource(name).get());
  }

  /** Page by page: there may be more than either side should hold as one text. */
  List<Pod> list(Map<String, String> labels) {
    List<Pod> all = new ArrayList<>();
    String next = "";
    do {
      PodList page =
          client
              .pods()
              .inNamespace(namespace)
              .withLabels(PodLabels.selector(owner, labels))
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      all.addAll(page.getItems());
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }

  /**
   * Makes a pod.
   *
   * @throws KubernetesClientException with 409 when there is one of that name
   */
  Pod create(Pod pod) {
    return client.pods().inNamespace(namespace).resource(pod).create();
  }

  /**
   * Makes a secret that goes with its pod. One of its name is of a pod that had the pod's name
   * before, or another server has just made the same: it makes room, since nobody here may read it.
   */
  void hand(Secret secret) {
    try {
      create(secret);
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      client.secrets().inNamespace(namespace).withName(secret.getMetadata().getName()).delete();
      createUnlessThere(secret);
    }
  }

  private void create(Secret secret) {
    client.secrets().inNamespace(namespace).resource(secret).create();
  }

  private void createUnlessThere(Secret secret) {
    try {
      create(secret);
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      } // The other server was faster, with the same.
    }
  }

  /**
   * Deletes a pod; one that is gone is no error.
   *
   * @param seconds for its command to end by itself; at once, and without asking its node, when 0
   */
  void delete(String name, long seconds) {
    resource(name).withGracePeriod(seconds).delete();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (informer != null) {
      informer.close();
    }
  }
}
