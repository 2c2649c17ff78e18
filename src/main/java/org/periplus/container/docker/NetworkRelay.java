package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerHostConfig;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork.ByProxy;

/**
 * The network of a container that reaches a proxy and nothing else: that of another container, the
 * relay, which has a loopback interface and no other, and which passes connections on to the
 * proxy's Unix socket. The socket is in the relay's files and not in those of the container that
 * uses its network, so there is no other way out, and the engine's machine is no part of that
 * network. Containers find theirs by its id, as the engine keeps it.
 */
final class NetworkRelay {

  /** What tells a relay from the containers that are asked for. */
  private static final String LABEL = "org.periplus.part";

  private static final String PART = "network";
  private static final String MODE = "container:";
  private static final String MOUNT = "/run/periplus";
  private static final String NOBODY = "65534:65534";
  private static final String READY = "ready";
  private static final int READY_SECONDS = 60;

  /** One runs; but what the engine itself has in a container while it starts it counts too. */
  private static final long PROCESSES = 64;

  private static final long MEMORY = 32L << 20;
  private static final long MEMORY_FOR_CONNECTION = 256L << 10;
  private static final String SCRIPT = script();

  private final DockerClient docker;

  NetworkRelay(DockerClient docker) {
    this.docker = docker;
  }

  private static String script() {
    try (InputStream script = NetworkRelay.class.getResourceAsStream("relay.pl")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network mode of a container that uses the network of another one. */
  static String mode(String relay) {
    return MODE + relay;
  }

  /**
   * Starts a relay and waits until it listens.
   *
   * @param labels those of the container that it is for, so that it is removed with the others
   * @return its id
   */
  String start(ByProxy network, Map<String, String> labels)
      throws ContainerException, InterruptedException {
    String id = create(network, labels);
    boolean listens = false;
    try (Listening listening = new Listening()) {
      docker
          .attachContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .exec(listening)
          .awaitStarted();
      docker.startContainerCmd(id).exec();
      listening.await();
      listens = true;
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!listens) {
        docker.removeContainerCmd(id).withForce(true).exec();
      }
    }
  }

  private String create(ByProxy network, Map<String, String> labels) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(LABEL, PART);
    try (CreateContainerCmd command = docker.createContainerCmd(network.image())) {
      return command
          .withUser(NOBODY)
          .withEntrypoint("perl")
          .withCmd(
              "-e",
              SCRIPT,
              Integer.toString(ByProxy.PORT),
              MOUNT + "/" + network.socket(),
              Integer.toString(network.connections()),
              Long.toString(network.patience().toSeconds()))
          .withWorkingDir("/")
          .withLabels(all)
          .withAttachStdout(true)
          .withAttachStderr(true)
          .withHostConfig(host(network))
          .exec()
          .getId();
    }
  }

  private static HostConfig host(ByProxy network) {
    long memory = MEMORY + network.connections() * MEMORY_FOR_CONNECTION;
    return HostConfig.newHostConfig()
        .withMounts(
            List.of(
                new Mount()
                    .withType(MountType.BIND)
                    .withSource(network.folder().toString())
                    .withTarget(MOUNT)
                    .withReadOnly(true)))
        .withNetworkMode("none")
        .withReadonlyRootfs(true)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withPidsLimit(PROCESSES)
        .withMemory(memory)
        .withMemorySwap(memory)
        .withLogConfig(
            new LogConfig(
                LogConfig.LoggingType.LOCAL,
                Map.of("max-size", "64k", "max-file", "1", "compress", "false")));
  }

  /** The relay whose network a container uses, if it uses one. */
  Optional<String> of(String container) {
    try {
      return relay(docker.inspectContainerCmd(container).exec().getHostConfig().getNetworkMode());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> relay(String mode) {
    return mode != null && mode.startsWith(MODE)
        ? Optional.of(mode.substring(MODE.length()))
        : Optional.empty();
  }

  /** Those that are no relays in use: a relay goes with the container that uses it. */
  static List<Container> withoutParts(List<Container> containers) {
    List<String> used =
        containers.stream()
            .map(Container::getHostConfig)
            .map(ContainerHostConfig::getNetworkMode)
            .flatMap(mode -> relay(mode).stream())
            .toList();
    return containers.stream().filter(container -> !used.contains(container.getId())).toList();
  }

  /** Waits for the first line of a relay. */
  private static final class Listening extends ResultCallback.Adapter<Frame> {

    private final StringBuilder said = new StringBuilder();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    @Override
    public synchronized void onNext(Frame frame) {
      said.append(new String(frame.getPayload(), UTF_8));
      if (said.toString().strip().equals(READY)) {
        ready.complete(null);
      }
    }

    @Override
    public void onComplete() {
      super.onComplete();
      ready.completeExceptionally(new IOException("it ended: " + said));
    }

    @Override
    public void onError(Throwable failure) {
      super.onError(failure);
      ready.completeExceptionally(failure);
    }

    void await() throws ContainerException, InterruptedException {
      try {
        ready.get(READY_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw failed(e.getCause());
      } catch (TimeoutException e) {
        throw failed(e);
      }
    }

    private static ContainerException failed(Throwable cause) {
      return new ContainerException(
          "The relay to the proxy does not listen: " + cause.getMessage(), cause);
    }
  }
}
