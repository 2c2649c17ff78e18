package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.ContainerUsage;
import org.periplus.container.EngineInfo;
import org.periplus.container.FoundContainer;
import org.periplus.container.Image;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;
import org.periplus.container.kubernetes.PodState.Ended;
import org.periplus.container.kubernetes.PodState.Waiting;

/**
 * A Kubernetes cluster, in which each container is a pod. It connects when it is first used, so
 * that a server starts without it. Safe for use by several threads.
 */
public final class KubernetesEngine implements ContainerEngine {

  /** How long a node may take to say that it has ended a pod which is removed. */
  private static final Duration TO_GO = Duration.ofSeconds(30);

  private final KubernetesSettings settings;
  private final ClusterConnection cluster;
  private final KubernetesClient client;
  private final Pods pods;
  private final PodFiles files;
  private final PodManifest manifest;
  private final NetworkConfinement networks;
  private final PodUsage usage;
  private final AtomicBoolean looked = new AtomicBoolean();

  /** The images that were asked for, by the names that the engine knows them by. */
  private final Map<String, String> images = new ConcurrentHashMap<>();

  public KubernetesEngine(KubernetesSettings settings) {
    this.settings = settings;
    this.cluster = ClusterConnection.of(settings);
    this.client = cluster.client();
    this.pods = new Pods(client, cluster.namespace(), settings.owner());
    this.files =
        settings
            .transfer()
            .<PodFiles>map(transfer -> new CarriedFiles(transfer, settings))
            .orElse((pod, spec) -> PodMounts.of(spec, settings.volumes()::place));
    this.manifest = new PodManifest(settings, files);
    this.networks = new NetworkConfinement(this, cluster, settings);
    this.usage = new PodUsage(client, cluster.namespace(), settings.usageParallel());
  }

  /**
   * Nodes get images by themselves, from registries only.
   *
   * @throws ImageUnavailableException when it is to come from elsewhere
   */
  @Override
  public String ensureImage(ImageSource source) throws ContainerException {
    if (source instanceof ImageSource.Pulled pulled) {
      images.put(known(pulled.name()), pulled.reference());
      return pulled.reference();
    }
    throw new ImageUnavailableException(
        source, "a Kubernetes cluster has images from registries alone", null);
  }

  private static String known(String name) {
    return ImageReference.of(name).map(ImageReference::full).orElse(name);
  }

  @Override
  public Optional<Image> image(ImageReference name) {
    return Optional.ofNullable(images.get(name.full()))
        .map(reference -> new Image(reference, false, false));
  }

  @Override
  public Optional<String> identity(ImageSource source) {
    return Optional.ofNullable(images.get(known(source.name())));
  }

  /** Nodes remove images by themselves. */
  @Override
  public List<String> images(String repository) {
    return List.of();
  }

  @Override
  public boolean removeImage(String name) {
    return true;
  }

  @Override
  public String create(ContainerSpec spec) throws ContainerException {
    if (spec.network() instanceof ContainerNetwork.ByProxy) {
      throw new ContainerException(
          "pods do not reach this server's proxy yet; periplus.containers.network is to be 'open'"
              + " or 'none'",
          null);
    }
    String name = PodName.of(settings.owner(), spec.run().name());
    var unused = pods.follow(name); // So that it can be killed before it is made.
    return name;
  }

  @Override
  public RunningContainer start(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException, InterruptedException {
    if (spec.network() instanceof ContainerNetwork.None) {
      networks.require();
    }
    return startAnyhow(id, spec, sink);
  }

  /** Starts a container, whatever it reaches. */
  KubernetesContainer startAnyhow(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException, InterruptedException {
    FollowedPod pod = pods.follow(id);
    Pod wanted = manifest.of(id, spec);
    try {
      new PodCreation(pods, pod, sink).make(wanted);
      hand(pod);
    } catch (RuntimeException e) {
      if (ApiFailure.isInterruption(e)) {
        Thread.interrupted();
        throw new InterruptedException("The pod was being made");
      }
      throw cluster.failure().of("The pod could not be made", e);
    }
    KubernetesContainer container = container(pod, spec, sink);
    container.awaitStart();
    return container;
  }

  /** Until its command runs it may wait for what only this program can give it. */
  private void hand(FollowedPod pod) throws ContainerException {
    if (pod.state() instanceof Waiting) {
      Optional<Pod> made = pod.latest();
      if (made.isPresent()) {
        files.secret(made.get()).ifPresent(pods::hand);
      }
    }
  }

  private KubernetesContainer container(FollowedPod pod, ContainerSpec spec, OutputSink sink) {
    PodLog.Part part =
        spec.run().exact().filter(ExactOutput::stdout).isPresent()
            ? OutputSink::stderr
            : OutputSink::stdout;
    return new KubernetesContainer(
        this,
        files,
        settings,
        pod,
        spec,
        PodLog.of(client, cluster.namespace(), pod.name(), sink, part),
        sink);
  }

  @Override
  public Optional<RunningContainer> attach(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException {
    try {
      Optional<Pod> found = pods.find(id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      FollowedPod pod = pods.follow(id);
      pods.known(pod, found.get());
      hand(pod); // Who made it may have been killed before.
      return Optional.of(container(pod, spec, sink));
    } catch (RuntimeException e) {
      throw cluster.failure().of("Pod " + id + " could not be taken up", e);
    }
  }

  /** The pod goes with its command: of one that was ended nobody reads a log any more. */
  @Override
  public void kill(String id) throws ContainerException {
    pods.followed(id).ifPresent(FollowedPod::killed);
    files.end(id);
    delete(id, 1);
  }

  /** Takes a pod from the API server whose node does not answer. */
  void discard(String id) throws ContainerException {
    delete(id, 0);
  }

  private void delete(String id, long seconds) throws ContainerException {
    try {
      pods.delete(id, seconds);
    } catch (RuntimeException e) {
      throw cluster.failure().of("Pod " + id + " could not be deleted", e);
    }
  }

  @Override
  public void remove(String id) throws ContainerException {
    FollowedPod pod = pods.follow(id);
    files.end(id);
    try {
      deleteAndAwait(pod);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It goes without being waited for.
    } catch (RuntimeException e) {
      throw cluster.failure().of("Pod " + id + " could not be removed", e);
    }
    pods.forget(id); // Not when that failed: it may still run, and somebody wait for it.
  }

  private void deleteAndAwait(FollowedPod pod) throws ContainerException, InterruptedException {
    if (pod.hasEnded()) {
      discard(pod.name());
      return;
    }
    Optional<Pod> found = pods.find(pod.name());
    if (found.isPresent()) {
      pods.known(pod, found.get());
      kill(pod.name());
      var unused = pod.awaitGone(TO_GO);
    }
  }

  @Override
  public List<FoundContainer> find(Map<String, String> labels) throws ContainerException {
    try {
      return pods.list(labels).stream()
          .filter(pod -> PodLabels.of(pod).entrySet().containsAll(labels.entrySet()))
          .map(
              pod ->
                  new FoundContainer(
                      pod.getMetadata().getName(),
                      PodLabels.of(pod),
                      !(PodReading.of(pod) instanceof Ended)))
          .toList();
    } catch (RuntimeException e) {
      throw cluster.failure().of("The pods could not be listed", e);
    }
  }

  /** Only a node could tell, and this program has no rights over nodes. */
  @Override
  public long written(String id) {
    return 0;
  }

  @Override
  public Optional<ContainerUsage> usage(String id) {
    return usage.of(id);
  }

  @Override
  public boolean schedules() {
    return true;
  }

  @Override
  public EngineInfo info() throws ContainerException {
    try {
      String version = client.getKubernetesVersion().getGitVersion();
      if (looked.compareAndSet(false, true)) {
        files.removeLeft();
        networks.look();
      }
      return new EngineInfo(version, Integer.MAX_VALUE, Long.MAX_VALUE, true);
    } catch (RuntimeException e) {
      throw cluster.failure().of("The cluster could not be asked", e);
    }
  }

  /** The address of a pod that runs. */
  Optional<String> address(String id) {
    return pods.followed(id)
        .map(FollowedPod::state)
        .filter(PodState.Running.class::isInstance)
        .map(state -> ((PodState.Running) state).address());
  }

  @Override
  public void close() {
    networks.close();
    pods.close();
    client.close();
  }
}
